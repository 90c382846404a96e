import { readKeys } from "#protocol/flow.ts";
import type { Event } from "./event.ts";
import { isBroken, memberToken, type Team, teamsIn } from "./gangs.ts";
import { lose, type Why } from "./losing.ts";
import { type Core, isOpen, type Machine, machinesOf, type WorkState } from "./state.ts";
import { effect, outsideInput, record, say, type Turn } from "./turn.ts";

/** ms that a machine may take from being asked for to its agent's first word. */
export const longestBoot = 600_000;
/** ms between two askings for a machine that could not be had. */
const capacityPause = 60_000;

/** Where one machine serves every work, there is one group. */
export const groupOf = ({ live }: Core, work: string): string =>
  live.placement === "one" ? "default" : (live.works.get(work)?.machine.group ?? "default");

/** The machines that may be given a call of that work now, by rank: of one node, one. */
export function readyMachines(core: Core, work: string): readonly string[] | undefined {
  const all = teamsIn(usable(core, groupOf(core, work)), nodesOf(core, work));
  const ready = all.filter((team) => team.every(({ machine }) => isConnected(core, machine)));
  const named = ready.map((team) => team.map(({ machine = "" }) => machine));
  if (poolOf(core, work) === undefined) return named[0];
  const taken = machinesThatCarry(core);
  return named.find((team) => !team.some((machine) => taken.has(machine)));
}

/** Machines of its own that a call of the work runs on at a time. */
const nodesOf = ({ live }: Core, work: string): number =>
  live.placement === "one" ? 1 : (live.works.get(work)?.machine.nodes ?? 1);

/** How many machines its group has at most, where each takes one attempt. */
export const poolOf = ({ live }: Core, work: string): number | undefined =>
  live.placement === "one" ? undefined : live.works.get(work)?.machine.pool;

export const isConnected = ({ live }: Core, machine: string | undefined): boolean =>
  live.agents.get(machine ?? "")?.connected === true;

export const machineNamed = ({ ledger }: Core, name: string): Machine | undefined =>
  [...ledger.machines.values()].find(({ machine }) => machine === name);

/** Not on their way out, not suspect, and not told that they will be taken away. */
const usable = ({ ledger, live }: Core, group: string): readonly Machine[] =>
  [...ledger.machines.values()].filter((each) => {
    const agent = live.agents.get(each.machine ?? "");
    const isWell = !agent?.suspect && !agent?.noticed && !agent?.broken;
    return each.group === group && each.stage !== "ending" && isWell;
  });

/** Sees to it that each group with something to do has its machines, or has asked for them. */
export function provide(turn: Turn): void {
  const { live } = turn.core;
  if (live.ending || !live.provide) return;
  live.provide = false;
  endBroken(turn);
  for (const [group, demand] of demands(turn.core)) {
    const { most, busy, nodes } = demand;
    const lacking = Math.min(most, busy) - teamsIn(usable(turn.core, group), nodes).length;
    if (busy === 0) continue;
    if (lacking <= 0) endSpares(turn, group, demand);
    else if ((live.capacityAt.get(group) ?? 0) <= turn.now)
      for (let asked = 0; asked < lacking; asked++) ask(turn, group, nodes);
  }
}

/**
 * Machines that came together go together, once nothing runs on those that are left; and so do those that came
 * as one when several are wanted, or the other way round, since a deploy has changed that.
 */
function endBroken(turn: Turn): void {
  const { ledger, live } = turn.core;
  if (live.placement === "one") return;
  const wanted = new Map([...live.works.values()].map(({ machine }) => [machine.group, machine]));
  const all = [...ledger.machines.values()];
  const taken = machinesThatCarry(turn.core);
  const carries = (token: string | undefined): boolean =>
    all.some(({ gang, machine = "" }) => gang?.token === token && taken.has(machine));
  for (const each of all) {
    const { gang, group, machine = "", stage } = each;
    const nodes = wanted.get(group)?.nodes ?? gang?.size ?? 1;
    const fits = nodes === (gang?.size ?? 1);
    if (stage === "ending" || (fits && !isBroken(each, all))) continue;
    if (gang === undefined ? taken.has(machine) : carries(gang.token)) continue;
    const why = fits ? "Those that it computes with are gone." : "Others are wanted now.";
    endMachine(turn, each, why);
  }
}

/** What a group's works want of it. */
interface Demand {
  /** Machines at a time; where several compute together, so many times that. */
  readonly most: number;
  /** How many compute together. */
  readonly nodes: number;
  /** Works with something to do. */
  readonly busy: number;
  /** Works that had, until their `idleTimeout` is over. */
  readonly idle: number;
}

function demands(core: Core): ReadonlyMap<string, Demand> {
  const { live, ledger } = core;
  if (live.placement === "one")
    return new Map([["default", { most: 1, nodes: 1, busy: 1, idle: 0 }]]);
  const found = new Map<string, Demand>();
  const add = (work: string, kind: "busy" | "idle"): void => {
    const group = groupOf(core, work);
    const fresh = { most: poolOf(core, work) ?? 1, nodes: nodesOf(core, work), busy: 0, idle: 0 };
    const known = found.get(group) ?? fresh;
    found.set(group, { ...known, [kind]: known[kind] + 1 });
  };
  for (const work of ledger.works.values()) if (isBusy(work)) add(work.name, "busy");
  for (const work of live.idleUntil.keys()) add(work, "idle");
  return found;
}

const isBusy = ({ queue, current }: WorkState): boolean =>
  queue.length > 0 || current !== undefined;

function ask(turn: Turn, group: string, nodes: number): void {
  const { ledger } = turn.core;
  const token = `${ledger.launch}-${ledger.asked + 1}`;
  if (nodes === 1) record(turn, { kind: "machine-asked", token, group });
  for (let rank = 0; nodes > 1 && rank < nodes; rank++)
    record(turn, {
      kind: "machine-asked",
      token: memberToken(token, rank),
      group,
      gang: { token, size: nodes },
    });
  effect(turn, { kind: "start-machine", token, group, ...(nodes > 1 && { machines: nodes }) });
}

/** A replacement that is not needed after all: what was suspect has spoken again. */
function endSpares(turn: Turn, group: string, { most, nodes }: Demand): void {
  const { core } = turn;
  const all = teamsIn(usable(core, group), nodes);
  if (all.length <= most) return;
  const taken = machinesThatCarry(core);
  const isTaken = (team: Team): boolean => team.some(({ machine = "" }) => taken.has(machine));
  const rank = (team: Team): number => {
    if (!team.every(({ machine }) => isConnected(core, machine))) return 2;
    return isTaken(team) ? 0 : 1;
  };
  const ranked = all.toSorted((one, other) => rank(one) - rank(other));
  const oldest = Math.min(...ranked.slice(0, most).map(askedFor));
  for (const team of ranked.slice(most))
    if (askedFor(team) >= oldest && !isTaken(team))
      for (const each of team) endMachine(turn, each, "It is not needed.");
}

const askedFor = ([first]: Team): number => first?.asked ?? 0;

/** Those that an attempt runs on that is not over. */
const machinesThatCarry = ({ ledger }: Core): ReadonlySet<string> =>
  new Set(
    [...ledger.works.values()].flatMap(({ current }) => {
      const call = ledger.calls.get(current ?? "");
      return call !== undefined && isOpen(call) ? machinesOf(call) : [];
    }),
  );

export function endMachine(turn: Turn, { token, machine }: Machine, because: string): void {
  record(turn, { kind: "machine-ending", token, because });
  if (machine !== undefined) effect(turn, { kind: "end-machine", machine });
}

/** What was asked for is there: several machines where so many were, by rank. */
export function machinesStarted(
  turn: Turn,
  { token, machine, others }: Extract<Event, { readonly kind: "machine-started" }>,
): void {
  if (others === undefined) machineStarted(turn, token, machine);
  for (const [rank, each] of others === undefined ? [] : [machine, ...others].entries())
    machineStarted(turn, memberToken(token, rank), each);
}

function machineStarted(turn: Turn, token: string, machine: string): void {
  const known = turn.core.ledger.machines.get(token);
  turn.core.live.provide = true;
  if (known === undefined) effect(turn, { kind: "end-machine", machine });
  else if (known.machine === undefined) {
    record(turn, { kind: "machine-started", token, machine });
    if (known.stage === "ending") effect(turn, { kind: "end-machine", machine });
    // The provider has forgotten the token since it was used first: one of two is enough.
  } else if (known.machine !== machine) effect(turn, { kind: "end-machine", machine });
}

export function machineWaits(turn: Turn, token: string, message: string): void {
  const { machines } = turn.core.ledger;
  const known = machines.get(token) ?? machines.get(memberToken(token, 0));
  if (known?.machine === undefined && known?.stage === "asked")
    say(turn, "root", `No answer yet to the wish for a machine for ${known.group}: ${message}`);
}

/** No capacity, no quota: the budget of nobody. */
export function machineRefused(turn: Turn, token: string, message: string): void {
  const { ledger, live } = turn.core;
  const refused = [...ledger.machines.values()].filter(
    (each) => each.token === token || each.gang?.token === token,
  );
  const [known] = refused;
  if (known === undefined) return;
  for (const each of refused) record(turn, { kind: "machine-over", token: each.token });
  live.capacityAt.set(known.group, turn.now + capacityPause);
  live.provide = true;
  const what = known.gang === undefined ? "machine" : `${refused.length} machines together`;
  say(turn, "root", `No ${what} for ${known.group}: ${message} Asking again in a minute.`);
}

/** The provider says that it is over, whoever ended it: nothing runs there any more. */
export function machineOver(turn: Turn, known: Machine, why: Why): void {
  const { live, ledger } = turn.core;
  const { token, machine } = known;
  outsideInput(turn.core);
  for (const work of [...ledger.works.values()]) {
    const call = ledger.calls.get(work.current ?? "");
    if (call !== undefined && machine !== undefined && machinesOf(call).includes(machine))
      lose(turn, call, { ...why, goneFrom: machine });
  }
  record(turn, { kind: "machine-over", token });
  live.agents.delete(machine ?? "");
  live.provide = true;
}

/** Machines whose group has had nothing to do for as long as its works' `idleTimeout`, or that never came. */
export function endUnneeded(turn: Turn): void {
  const { core, now } = turn;
  if (core.live.placement === "one" || core.live.ending) return;
  const all = demands(core);
  for (const each of [...core.ledger.machines.values()]) {
    if (each.stage === "ending") continue;
    const { broken } = core.live.agents.get(each.machine ?? "") ?? {};
    if (broken) {
      if (now >= broken.at + core.live.keepFailed)
        endMachine(turn, each, `Its boot failed: ${broken.why}.`);
      continue;
    }
    const silent = each.machine === undefined || !core.live.agents.get(each.machine)?.connected;
    if (silent && neverCame(core, each) && now - bootsSince(core, each) >= longestBoot)
      endMachine(turn, each, "Its agent never came up.");
    else if (!all.has(each.group)) endMachine(turn, each, idleTooLong);
  }
  for (const [group, { most, nodes, busy, idle }] of all)
    if (most > 1) shrink(turn, group, { keep: Math.min(most, busy + idle), nodes });
}

const idleTooLong = "It has had nothing to do for its idleTimeout.";

/** A pool's machines, of which nothing runs on some: the youngest go, until so many are left. */
function shrink(
  turn: Turn,
  group: string,
  { keep, nodes }: { readonly keep: number; readonly nodes: number },
): void {
  const all = teamsIn(usable(turn.core, group), nodes);
  const taken = machinesThatCarry(turn.core);
  const free = all.filter((team) => !team.some(({ machine = "" }) => taken.has(machine)));
  const spare = Math.max(0, all.length - keep);
  const youngest = free.toSorted((one, other) => askedFor(other) - askedFor(one));
  for (const each of youngest.slice(0, spare).flat()) endMachine(turn, each, idleTooLong);
}

/** What came to a controller before this one did come: whether it is still there, its silence tells. */
const neverCame = ({ live }: Core, { machine, came }: Machine): boolean =>
  came === undefined && (machine === undefined || live.agents.get(machine)?.came !== true);

/** Without a controller it could say its first word to nobody. */
const bootsSince = ({ live }: Core, { asked }: Machine): number => Math.max(asked, live.started);

/** Times at which something about machines is due. */
export function nextMachines(core: Core): readonly number[] {
  const { ledger, live } = core;
  if (live.placement === "one") return [];
  const boots = [...ledger.machines.values()].flatMap((each) =>
    each.stage !== "ending" && neverCame(core, each)
      ? laterThan(live.told, bootsSince(core, each) + longestBoot)
      : [],
  );
  const broken = [...live.agents.values()].flatMap((agent) =>
    agent.broken && agent.broken.at + live.keepFailed > live.told
      ? [agent.broken.at + live.keepFailed]
      : [],
  );
  return [...boots, ...broken, ...live.capacityAt.values()];
}

const laterThan = (told: number, at: number): readonly number[] => (at > told ? [at] : []);

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
