/**
 * Gangs: machines that compute together. They are asked for together, all or none, run one attempt together,
 * and go together: one that is gone ends the attempt on all, and then the others.
 */
import type { NodePlace, Outcome } from "#protocol/call.ts";
import {
  type Call,
  type Core,
  type Machine,
  machinesLeft,
  machinesOf,
  workState,
} from "./state.ts";
import { stopOn } from "./stop.ts";
import { effect, record, type Turn } from "./turn.ts";

/** Machines that one attempt runs on, by rank; most often one. */
export type Team = readonly Machine[];

/** What the provider is asked for under one token has a token for each machine. */
export const memberToken = (gang: string, rank: number): string => `${gang}.${rank}`;

/** Those of these machines that may work together: one by one, or whole gangs of so many. */
export function teamsIn(machines: readonly Machine[], nodes: number): readonly Team[] {
  const fitting = machines.filter(({ gang }) => (gang?.size ?? 1) === nodes);
  if (nodes === 1) return fitting.map((machine) => [machine]);
  const together = Map.groupBy(fitting, ({ gang }) => gang?.token);
  return [...together.values()].filter((team) => team.length === nodes);
}

/** Whether one that it came with is gone, or on its way out. */
export function isBroken({ gang }: Machine, all: readonly Machine[]): boolean {
  if (gang === undefined) return false;
  const there = all.filter((each) => each.gang?.token === gang.token && each.stage !== "ending");
  return there.length < gang.size;
}

/** Where node 0 listens: another port for each attempt and work, for the one before may still hold its own. */
const firstPort = 29_500;
const ports = 100;

/** What each machine is told of its place; nothing where it is the only one. */
export function placesOf(
  { live, ledger }: Core,
  { work, machines }: { readonly work: string; readonly machines: readonly string[] },
): readonly (NodePlace | undefined)[] {
  const [main = "", ...others] = machines;
  if (others.length === 0) return [undefined];
  const { generation = 0 } = ledger.works.get(work) ?? {};
  const mainAddress = live.agents.get(main)?.address ?? main;
  const beside = [...live.works.keys()].indexOf(work);
  const mainPort = firstPort + ((generation + 31 * beside) % ports);
  return machines.map((_, rank) => ({ rank, count: machines.length, mainAddress, mainPort }));
}

export const rankOf = (call: Call, machine: string): number => machinesOf(call).indexOf(machine);

interface Node {
  readonly call: Call;
  readonly rank: number;
  readonly outcome: Outcome;
}

/** Node 0's machine counts the others' ends, whichever machine they were on. What they returned nobody is given. */
export function nodeOver(turn: Turn, { call, rank, ...ended }: Node): void {
  const outcome =
    ended.outcome.kind === "succeeded"
      ? ({ kind: "succeeded", result: null } as const)
      : ended.outcome;
  if (call.nodesOver?.[rank] === undefined) {
    const { work, id, attempt } = call;
    record(turn, { kind: "node-over", work, call: id, attempt, rank, outcome });
  }
  tellNode(turn, { call, rank, outcome });
}

function tellNode(turn: Turn, { call, rank, outcome }: Node): void {
  const { id, attempt, work, machine = "" } = call;
  const { epoch } = turn.core.ledger;
  const message = { kind: "node", epoch, call: id, attempt, work, rank, outcome } as const;
  effect(turn, { kind: "agent", machine, message });
}

/** Its agent was away, and may not have heard. */
export function tellNodes(turn: Turn, call: Call): void {
  for (const [rank, outcome] of Object.entries(call.nodesOver ?? {}))
    tellNode(turn, { call, rank: Number(rank), outcome });
}

/** The attempt is over, and its nodes on these machines do not know. */
export function stopNodes(turn: Turn, call: Call, machines: readonly string[]): void {
  const { id, attempt, work } = call;
  for (const machine of machines)
    stopOn(turn, { machine, call: id, attempt, work, reason: "lost" });
}

/** So that nodes that nobody can tell read it themselves. */
export function fenceOf(turn: Turn, work: string): void {
  const { generation } = workState(turn.core.ledger, work);
  effect(turn, { kind: "fence", work, generation });
}

/** Machines besides `gone` on which nodes of the attempt may still run. */
export const leftBeside = (call: Call, gone: string | undefined): readonly string[] =>
  machinesLeft(call).filter((machine) => machine !== gone);
