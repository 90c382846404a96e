import type { KeptTrees } from "#core/bindings.ts";
import { type Core, isOpen } from "./state.ts";
import { effect, type Turn } from "./turn.ts";

/** ms between two looks; what no record names is left alone for as long. */
const every = 3_600_000;
/** ms after a start: works are called first. */
const settling = 60_000;

export const nextSweep = ({ live }: Core): readonly number[] => [dueAt(live)];

const dueAt = ({ sweptAt, started }: Core["live"]): number =>
  sweptAt === undefined ? started + settling : sweptAt + every;

/** A crash between a publish and its record leaves a tree that nobody refers to: it is removed within two hours. */
export function sweepDue(turn: Turn): void {
  const { live } = turn.core;
  if (turn.now < dueAt(live)) return;
  live.sweptAt = turn.now;
  effect(turn, { kind: "sweep", keep: keptTrees(turn.core) });
}

/** What records name, and what attempts that may still speak have made. */
function keptTrees({ ledger, live }: Core): KeptTrees {
  const paths = [...live.paths.values()].flatMap(({ name, id: pathId, producer }) => {
    const workId = live.works.get(producer)?.id;
    if (workId === undefined) return [];
    const recorded = (ledger.versions.get(name) ?? []).map(({ version }) => version);
    const retired = [...ledger.retired.values()].filter((each) => each.pathId === pathId);
    return [{ workId, pathId, versions: [...recorded, ...retired.map(({ version }) => version)] }];
  });
  const open = [...ledger.calls.values()]
    .filter((call) => isOpen(call) && call.attempt > 0)
    .map(({ work, id: call, attempt }) => ({ work, call, attempt }));
  const held = [...ledger.works.values()].flatMap(({ name: work, held: one }) =>
    one === undefined ? [] : [{ work, call: one.call, attempt: one.attempt }],
  );
  return { paths, attempts: [...open, ...held] };
}
