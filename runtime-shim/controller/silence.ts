import type { Agent } from "./live.ts";
import { lose } from "./losing.ts";
import { endMachine, machineNamed, noteMachine } from "./machines.ts";
import { type Core, machinesOf } from "./state.ts";
import { effect, say, type Turn } from "./turn.ts";

/**
 * Silence is not death. An agent that is not heard for a while is suspect: a replacement is asked for, and
 * nothing is ended. It is given up after a minute only, while most others are heard and this controller has
 * not slept itself; and what ran there may still run until its machine is over or its agent says otherwise.
 */
const suspectAfter = 15_000;
const lostAfter = 60_000;
/** ms without verdicts after a start or a pause: agents are coming back. */
const grace = 30_000;
/** ms by which an event may come later than planned before that counts as a pause. */
const longestDelay = 1000;

/** ms between two looks at what is suspect or on its way out. */
const lookAgain = 5000;

/** Told first of every event: whether this controller itself was away. */
export function noticePause({ core, now }: Turn): void {
  const { live } = core;
  if (live.planned !== undefined && now > live.planned + longestDelay) listenAnew(core, now);
}

/** Nobody could be heard until now. */
export function listenAnew({ live }: Core, now: number): void {
  live.verdictsFrom = now + grace;
  for (const [machine, agent] of live.agents) live.agents.set(machine, { ...agent, heardAt: now });
}

/** Any word of an agent's takes suspicion back, and with it the replacement. */
export function heard({ core, now }: Turn, machine: string): void {
  const agent = core.live.agents.get(machine);
  if (agent === undefined) return;
  core.live.agents.set(machine, { ...agent, heardAt: now, suspect: false });
  if (agent.suspect) noteMachine(core);
}

export function watchSilence(turn: Turn): void {
  const { core, now } = turn;
  if (core.live.placement === "one" || core.live.ending) return;
  for (const [machine, agent] of [...core.live.agents]) {
    const silent = now - agent.heardAt;
    if (silent < suspectAfter || machineNamed(core, machine)?.stage !== "started") continue;
    if (!agent.suspect) suspect(turn, machine, agent);
    else if (silent >= lostAfter && now >= core.live.verdictsFrom && !manyAreSilent(core, now))
      giveUp(turn, machine);
  }
}

function suspect(turn: Turn, machine: string, agent: Agent): void {
  turn.core.live.agents.set(machine, { ...agent, suspect: true });
  noteMachine(turn.core);
  effect(turn, { kind: "list-machines" });
  say(turn, "root", `${machine} has not been heard for 15 s; a replacement is asked for.`);
}

/** Half of several at once: it is this controller that hears nothing. */
function manyAreSilent({ live }: Core, now: number): boolean {
  const all = [...live.agents.values()];
  const silent = all.filter(({ heardAt }) => now - heardAt >= suspectAfter);
  return all.length >= 3 && silent.length * 2 >= all.length;
}

function giveUp(turn: Turn, machine: string): void {
  const { ledger } = turn.core;
  const known = machineNamed(turn.core, machine);
  if (known === undefined) return;
  const message = `${machine} has not been heard for a minute.`;
  for (const work of [...ledger.works.values()]) {
    const call = ledger.calls.get(work.current ?? "");
    if (call !== undefined && machinesOf(call).includes(machine))
      lose(turn, call, { reason: "lost", message, goneFrom: undefined });
  }
  endMachine(turn, known, message);
}

export function nextSilence({ live, ledger }: Core): readonly number[] {
  if (live.placement === "one") return [];
  return [...live.agents].flatMap(([machine, { heardAt, suspect: known }]) => {
    const started = [...ledger.machines.values()].some(
      (each) => each.machine === machine && each.stage === "started",
    );
    if (!started) return [];
    if (!known) return [heardAt + suspectAfter];
    // Past that, a verdict waits for others to be heard.
    return [Math.max(heardAt + lostAfter, live.verdictsFrom, live.told + lookAgain)];
  });
}
