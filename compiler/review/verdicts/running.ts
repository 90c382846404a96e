import type { Effect, MachineFact } from "#plan/review.ts";
import type { Finding } from "../finding.ts";
import { type Reviewed, resourcesOf } from "../reviewed.ts";

/** What happens to calls that run while the change is applied; `keeps` is not worth a line. */
export function runningVerdict(reviewed: Reviewed): readonly Finding[] {
  const worst = new Map<string, Impact>();
  for (const impact of impacts(reviewed)) {
    const known = worst.get(impact.name);
    if (!known || rank[impact.effect] > rank[known.effect]) worst.set(impact.name, impact);
  }
  return [...worst.values()].map((impact) => finding(impact, reviewed));
}

interface Impact {
  readonly name: string;
  readonly effect: Exclude<Effect, "keeps">;
  readonly why: string;
}

const rank = { next: 1, interrupts: 2 } satisfies Record<Impact["effect"], number>;

const impacts = (reviewed: Reviewed): readonly Impact[] =>
  reviewed.comparison.changes.flatMap((change) => {
    const { fate } = change;
    if (fate === "same") return [];
    const ends = resourcesOf(change, reviewed);
    const effect = reviewed.table.effect({
      ...ends,
      fate,
      paths: change.properties.map((one) => one.path),
    });
    const one = ends.after ?? ends.before;
    if (effect === "keeps" || !one) return [];
    const causes = change.causes.map((path) => `\`${path}\``).join(", ");
    const reason = causes === "" ? "" : `, for ${causes} changes`;
    const why = `${one.type.split(":").at(-1)} \`${one.name}\` is ${fate}${reason}`;
    return [{ name: one.component ?? groupOf(one.name, reviewed), effect, why }];
  });

/** Machines that several works share go by the group's label, which begins what is made for them. */
function groupOf(name: string, { was, is }: Reviewed): string {
  const groups = [...was.machines, ...is.machines].map(({ group }) => group);
  return groups.find((group) => name === group || name.startsWith(`${group}-`)) ?? "the app";
}

function finding({ name, effect, why }: Impact, { was, is }: Reviewed): Finding {
  const machine = (all: readonly MachineFact[]) => all.find(({ group }) => group === name);
  const [before, after] = [machine(was.machines), machine(is.machines)];
  if (effect === "interrupts") {
    const isGone = before !== undefined && after === undefined;
    const text = isGone
      ? "its machines go, and a call that runs on them ends"
      : `a running call may end: ${why}`;
    return { kind: "interrupted", name, text, decision: { flag: "interrupt", name } };
  }
  const types =
    before && after && before.type !== after.type
      ? `a running call finishes on its ${before.type}; the next machine is a ${after.type}`
      : "a running call finishes on its machine; the next one is started as changed";
  return { kind: "affected", name, text: types };
}
