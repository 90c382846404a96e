/**
 * What the provider says there is, held against what the ledger knows. A machine may be gone unsaid, or be
 * there although no record names it: its start was asked for twice, or its answer was lost.
 */
import { becomeIdle } from "./idle.ts";
import type { Live } from "./live.ts";
import { longestBoot, machineNamed, machineOver } from "./machines.ts";
import type { Core, Machine } from "./state.ts";
import { effect, type Turn } from "./turn.ts";

/** ms by which a provider's list may lag behind, at the very most. */
const longestLag = 300_000;
/** ms between two looks at what the provider has. */
const listEvery = 20_000;

/** What the provider says there is. */
export function compareMachines(turn: Turn, listed: Listed): void {
  const { ledger, live } = turn.core;
  if (ledger.ended !== undefined) {
    endAll(turn, listed);
    return;
  }
  const stages = new Map(listed.machines.map(({ machine, stage }) => [machine, stage]));
  for (const known of [...ledger.machines.values()]) {
    const { machine } = known;
    if (machine === undefined) continue;
    const stage = stages.get(machine) ?? (provesAbsence(turn, listed, known) ? "gone" : "unknown");
    const reason = live.placement === "one" ? "interrupted" : "lost";
    if (stage === "gone") machineOver(turn, known, { reason, message: `${machine} is gone.` });
    else if (known.stage === "ending" && stage !== "ending")
      effect(turn, { kind: "end-machine", machine });
  }
  for (const { machine, stage, age } of listed.machines) {
    if (stage === "gone" || machineNamed(turn.core, machine) !== undefined) continue;
    mayHaveStrangers(turn);
    if (age > longestBoot) effect(turn, { kind: "end-machine", machine });
  }
}

const provesAbsence = ({ now }: Turn, { complete, lag }: Listed, { asked }: Machine): boolean =>
  complete || (lag !== undefined && now - asked > lag);

/** An app that has ended needs no machine, whether a record names it or not. */
function endAll(turn: Turn, { machines }: Listed): void {
  const { kept } = turn.core.live;
  for (const { machine, stage } of machines)
    if (stage === "up" && (kept.get(machine) ?? 0) <= turn.now)
      effect(turn, { kind: "end-machine", machine });
}

/** A machine may have been launched of which no answer has come: lists are looked at for a while. */
export function mayHaveStrangers({ core: { live }, now }: Turn): void {
  live.lookUntil = now + longestLag;
}

export interface Listed {
  readonly machines: readonly {
    readonly machine: string;
    readonly stage: "up" | "ending" | "gone";
    /** ms since it was launched. */
    readonly age: number;
  }[];
  /** What is not in it is not there. */
  readonly complete: boolean;
  /** ms; so does that of a machine that was asked for longer ago than this. */
  readonly lag?: number | undefined;
}

/** After a start: what was asked for is asked for again, under the same token; what should end, ends. */
export function resumeMachines(turn: Turn): void {
  const { ledger, live } = turn.core;
  live.provide = true;
  mayHaveStrangers(turn);
  const gangs = new Set<string>();
  for (const { token, group, gang, machine, stage } of ledger.machines.values()) {
    if (machine !== undefined)
      live.agents.set(machine, { connected: false, heardAt: turn.now, suspect: false });
    if (machine === undefined && gang !== undefined) {
      if (gangs.has(gang.token)) continue;
      gangs.add(gang.token);
      effect(turn, { kind: "start-machine", token: gang.token, group, machines: gang.size });
    } else if (machine === undefined) effect(turn, { kind: "start-machine", token, group });
    else if (stage === "ending") effect(turn, { kind: "end-machine", machine });
  }
  if (ledger.machines.size > 0) effect(turn, { kind: "list-machines" });
  if (live.placement === "groups") idleAgain(turn);
}

/** How long a machine has been idle died with the controller before: it counts from now. */
function idleAgain(turn: Turn): void {
  for (const work of turn.core.live.works.keys()) becomeIdle(turn, work);
}

/** When the provider is to be asked next what there is. */
export const nextLook = (core: Core): readonly number[] =>
  isDoubtful(core) ? [core.live.listedAt + listEvery] : [];

/** Word of a machine's end may get lost: as long as one is in doubt, the provider is asked. */
export function listMachines({ core, now, effects }: Turn): void {
  if (!isDoubtful(core) || core.live.listedAt + listEvery > now) return;
  core.live.listedAt = now;
  effects.push({ kind: "list-machines" });
}

const isDoubtful = ({ ledger, live }: Core): boolean =>
  live.placement === "groups" &&
  (live.listedAt < live.lookUntil ||
    (!live.ending && [...ledger.machines.values()].some((machine) => isUnheard(live, machine))));

const isUnheard = ({ agents }: Live, { stage, machine }: Machine): boolean =>
  machine !== undefined && (stage === "ending" || agents.get(machine)?.connected !== true);
