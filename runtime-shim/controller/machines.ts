import { readKeys } from "#protocol/flow.ts";
import { lose, type Why } from "./losing.ts";
import { type Core, isOpen, type Machine, type WorkState } from "./state.ts";
import { effect, outsideInput, record, say, type Turn } from "./turn.ts";

/** ms that a machine may take from being asked for to its agent's first word. */
export const longestBoot = 600_000;
/** ms between two askings for a machine that could not be had. */
const capacityPause = 60_000;

/** Where one machine serves every work, there is one group. */
export const groupOf = ({ live }: Core, work: string): string =>
  live.placement === "one" ? "default" : (live.works.get(work)?.machine.group ?? "default");

/** The machine that may be given work of that group now. */
export const readyMachine = (core: Core, group: string): string | undefined =>
  usable(core, group).find(({ machine }) => isConnected(core, machine))?.machine;

export const isConnected = ({ live }: Core, machine: string | undefined): boolean =>
  live.agents.get(machine ?? "")?.connected === true;

export const machineNamed = ({ ledger }: Core, name: string): Machine | undefined =>
  [...ledger.machines.values()].find(({ machine }) => machine === name);

/** Not on their way out, not suspect, and not told that they will be taken away. */
const usable = ({ ledger, live }: Core, group: string): readonly Machine[] =>
  [...ledger.machines.values()].filter((each) => {
    const agent = live.agents.get(each.machine ?? "");
    return each.group === group && each.stage !== "ending" && !agent?.suspect && !agent?.noticed;
  });

/** Sees to it that each group with something to do has a machine, or has asked for one. */
export function provide(turn: Turn): void {
  const { live } = turn.core;
  if (live.ending || !live.provide) return;
  live.provide = false;
  for (const group of wantedGroups(turn.core)) {
    if (usable(turn.core, group).length > 0) endSpares(turn, group);
    else if ((live.capacityAt.get(group) ?? 0) <= turn.now) ask(turn, group);
  }
}

function wantedGroups(core: Core): ReadonlySet<string> {
  if (core.live.placement === "one") return new Set(["default"]);
  const groups = [...core.ledger.works.values()]
    .filter(isBusy)
    .map(({ name }) => groupOf(core, name));
  return new Set(groups);
}

const isBusy = ({ queue, current }: WorkState): boolean =>
  queue.length > 0 || current !== undefined;

function ask(turn: Turn, group: string): void {
  const { ledger } = turn.core;
  const token = `${ledger.launch}-${ledger.asked + 1}`;
  record(turn, { kind: "machine-asked", token, group });
  effect(turn, { kind: "start-machine", token, group });
}

/** A replacement that is not needed after all: what was suspect has spoken again. */
function endSpares(turn: Turn, group: string): void {
  const { core } = turn;
  const all = usable(core, group);
  const keeps = all.find(({ machine }) => isConnected(core, machine)) ?? all[0];
  for (const each of all) {
    const isYounger = each !== keeps && each.asked >= (keeps?.asked ?? 0);
    if (isYounger && !carries(core, each.machine)) endMachine(turn, each, "It is not needed.");
  }
}

/** An attempt that is not over runs there. */
const carries = ({ ledger }: Core, machine: string | undefined): boolean =>
  machine !== undefined &&
  [...ledger.works.values()].some(({ current }) => {
    const call = ledger.calls.get(current ?? "");
    return call !== undefined && isOpen(call) && call.machine === machine;
  });

export function endMachine(turn: Turn, { token, machine }: Machine, because: string): void {
  record(turn, { kind: "machine-ending", token, because });
  if (machine !== undefined) effect(turn, { kind: "end-machine", machine });
}

export function machineStarted(turn: Turn, token: string, machine: string): void {
  const known = turn.core.ledger.machines.get(token);
  turn.core.live.provide = true;
  if (known === undefined) effect(turn, { kind: "end-machine", machine });
  else if (known.machine === undefined) {
    record(turn, { kind: "machine-started", token, machine });
    if (known.stage === "ending") effect(turn, { kind: "end-machine", machine });
    // The provider has forgotten the token since it was used first: one of two is enough.
  } else if (known.machine !== machine) effect(turn, { kind: "end-machine", machine });
}

/** No capacity, no quota: the budget of nobody. */
export function machineRefused(turn: Turn, token: string, message: string): void {
  const { ledger, live } = turn.core;
  const known = ledger.machines.get(token);
  if (known === undefined) return;
  record(turn, { kind: "machine-over", token });
  live.capacityAt.set(known.group, turn.now + capacityPause);
  live.provide = true;
  say(turn, "root", `No machine for ${known.group}: ${message} Asking again in a minute.`);
}

/** The provider says that it is over, whoever ended it: nothing runs there any more. */
export function machineOver(turn: Turn, known: Machine, why: Why): void {
  const { live, ledger } = turn.core;
  const { token, machine } = known;
  outsideInput(turn.core);
  for (const work of [...ledger.works.values()]) {
    const call = ledger.calls.get(work.current ?? "");
    if (call !== undefined && machine !== undefined && call.machine === machine)
      lose(turn, call, { ...why, proven: true });
  }
  record(turn, { kind: "machine-over", token });
  live.agents.delete(machine ?? "");
  live.provide = true;
}

/** Machines whose group has had nothing to do for as long as its works' `idleTimeout`, or that never came. */
export function endUnneeded(turn: Turn): void {
  const { core, now } = turn;
  if (core.live.placement === "one" || core.live.ending) return;
  const wanted = wantedGroups(core);
  for (const each of [...core.ledger.machines.values()]) {
    if (each.stage === "ending") continue;
    const silent = each.machine === undefined || !core.live.agents.get(each.machine)?.connected;
    if (silent && neverCame(core, each) && now - each.asked >= longestBoot)
      endMachine(turn, each, "Its agent never came up.");
    else if (!wanted.has(each.group) && !isIdling(core, each.group))
      endMachine(turn, each, "It has had nothing to do for its idleTimeout.");
  }
}

const neverCame = ({ live }: Core, { machine }: Machine): boolean =>
  machine === undefined || live.agents.get(machine)?.came !== true;

const isIdling = (core: Core, group: string): boolean =>
  [...core.live.idleUntil.keys()].some((work) => groupOf(core, work) === group);

/** Times at which something about machines is due. */
export function nextMachines(core: Core): readonly number[] {
  const { ledger, live } = core;
  if (live.placement === "one") return [];
  const boots = [...ledger.machines.values()].flatMap((each) =>
    each.stage !== "ending" && neverCame(core, each) && each.asked + longestBoot > live.told
      ? [each.asked + longestBoot]
      : [],
  );
  return [...boots, ...live.capacityAt.values()];
}

/** A machine that could not be had is asked for again when its time has come. */
export function capacityDue({ core, now }: Turn): void {
  for (const [group, at] of [...core.live.capacityAt]) {
    if (at > now) continue;
    core.live.capacityAt.delete(group);
    core.live.provide = true;
  }
}

export function noteMachine(core: Core): void {
  core.live.provide = true;
  for (const { name } of core.ledger.works.values()) {
    core.live.due.add(name);
    core.live.dirty.add(readKeys.work(name, "machine"));
  }
}
