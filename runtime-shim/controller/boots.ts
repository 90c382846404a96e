/** How machines come up: what people wait for, told while they wait, with what it usually takes. */
import { type BootPhase, phaseTimes } from "#protocol/agent.ts";
import type { ComponentStatus, MachineStatus } from "#protocol/api.ts";
import { groupOf, isConnected } from "./machines.ts";
import type { Core, Machine } from "./state.ts";
import { record, say, type Turn } from "./turn.ts";

interface Told {
  readonly boot?: readonly BootPhase[] | undefined;
  readonly bootFailed?: string | undefined;
}

/** Its agent's first word. On a laptop there is no machine to come up. */
export function noteBoot(turn: Turn, known: Machine, { boot = [], bootFailed }: Told): void {
  if (turn.core.live.placement === "one" || known.came !== undefined) return;
  if (bootFailed !== undefined) {
    noteFailure(turn, known, bootFailed);
    return;
  }
  record(turn, { kind: "machine-came", token: known.token, boot });
  const seconds = Math.round((turn.now - known.asked) / 1000);
  const how = boot.length === 0 ? "" : ` Its boot: ${phaseTimes(boot)}.`;
  say(
    turn,
    "root",
    `${known.machine} of ${known.group} is up ${seconds} s after it was asked for.${how}`,
  );
}

/** ms until another is asked for: it may well fail in the same way, and costs as much. */
const failurePause = 600_000;

function noteFailure(turn: Turn, { machine = "", group }: Machine, why: string): void {
  const { live } = turn.core;
  const agent = live.agents.get(machine);
  if (agent === undefined || agent.broken !== undefined) return;
  live.agents.set(machine, { ...agent, broken: { at: turn.now, why } });
  live.capacityAt.set(group, turn.now + failurePause);
  say(
    turn,
    "root",
    `${machine} of ${group} cannot be used: ${why}. Asking for another in 10 minutes.`,
  );
}

/** The median of the last few, in seconds; `undefined` before the first. */
export function usualBoot({ ledger }: Core, group: string): number | undefined {
  const took = (ledger.boots.get(group) ?? []).toSorted((left, right) => left - right);
  const middle = took[Math.floor(took.length / 2)];
  return middle === undefined ? undefined : Math.round(middle / 1000);
}

/** Absent where one machine serves every work. */
export function machineStatuses(core: Core): readonly MachineStatus[] | undefined {
  if (core.live.placement === "one") return undefined;
  return [...core.ledger.machines.values()].map((machine) => machineStatus(core, machine));
}

function machineStatus(core: Core, known: Machine): MachineStatus {
  const { machine, group, asked, came, boot } = known;
  const usual = usualBoot(core, group);
  return {
    machine: machine ?? null,
    group,
    stage: stageOf(core, known),
    at: new Date(came ?? asked).toISOString(),
    ...(boot && { boot }),
    ...(came !== undefined && { bootSeconds: Math.round((came - asked) / 1000) }),
    ...(usual !== undefined && { usualSeconds: usual }),
  };
}

function brokenIn({ ledger, live }: Core, group: string): string | undefined {
  const machines = [...ledger.machines.values()].filter((each) => each.group === group);
  const [why] = machines.flatMap(({ machine = "" }) => live.agents.get(machine)?.broken?.why ?? []);
  return why === undefined ? undefined : `Its machine's boot failed: ${why}`;
}

function stageOf(core: Core, { machine, stage, came }: Machine): MachineStatus["stage"] {
  const { live } = core;
  if (stage !== "started") return stage;
  if (live.agents.get(machine ?? "")?.broken) return "broken";
  if (came === undefined) return "booting";
  return isConnected(core, machine) ? "on" : "silent";
}

/** What a work that waits for its machine waits for; empty where it does not. */
export function bootOf(core: Core, work: string): Pick<ComponentStatus, "phase" | "stuck"> {
  const state = core.ledger.works.get(work);
  if (core.live.placement === "one" || state === undefined || state.queue.length === 0) return {};
  const group = groupOf(core, work);
  const broken = brokenIn(core, group);
  return broken === undefined ? { phase: bootIn(core, group) } : { phase: broken, stuck: true };
}

function bootIn(core: Core, group: string): string | undefined {
  const waited = [...core.ledger.machines.values()].find(
    (each) => each.group === group && each.came === undefined && each.stage !== "ending",
  );
  if (waited === undefined) return undefined;
  const usual = usualBoot(core, group);
  const which = waited.machine === undefined ? "A machine is asked for" : `${waited.machine} boots`;
  return usual === undefined ? which : `${which}, which usually takes ${usual} s`;
}
