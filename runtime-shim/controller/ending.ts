import { mayHaveStrangers } from "./machine-list.ts";
import { endMachine } from "./machines.ts";
import { schedulesOf } from "./schedules.ts";
import { foldersIn } from "./sites.ts";
import { type Core, isOpen, machinesOf } from "./state.ts";
import { effect, record, say, type Turn } from "./turn.ts";

/** The app ends: recorded first, then everything it started is stopped. */
export function end(
  turn: Turn,
  { code, message }: { readonly code: number; readonly message: string },
): void {
  const { live } = turn.core;
  if (live.ending) return;
  live.ending = true;
  record(turn, { kind: "ended", code, message });
  endMachines(turn);
  effect(turn, { kind: "end", code, message });
}

/** Another controller has come to an app that ended: whatever the one before did not get to is done, and no tick runs. */
export function restAgain(turn: Turn): void {
  const { live, ledger } = turn.core;
  if (ledger.ended === undefined) return;
  live.ending = true;
  for (const { machine, stage } of ledger.machines.values())
    if (machine !== undefined && stage === "ending") effect(turn, { kind: "end-machine", machine });
  endMachines(turn);
  effect(turn, { kind: "end", ...ledger.ended });
}

/** Where machines outlive their controller, each is told. */
export function endMachines(turn: Turn): void {
  const { live, ledger } = turn.core;
  if (live.placement === "one") return;
  mayHaveStrangers(turn);
  keepFailed(turn);
  for (const machine of [...ledger.machines.values()])
    if (machine.stage !== "ending" && !live.kept.has(machine.machine ?? ""))
      endMachine(turn, machine, "The app has ended.");
}

/** Where people want to look at what has failed, and for how long; the lists that are looked at end it then. */
function keepFailed({ core: { ledger, live }, now }: Turn): void {
  if (live.keepFailed === 0) return;
  const until = now + live.keepFailed;
  for (const call of ledger.calls.values())
    if (call.stage === "failed")
      for (const machine of machinesOf(call)) live.kept.set(machine, until);
  if (live.kept.size > 0) live.lookUntil += live.keepFailed;
}

/** Nothing is open any more, and the last tick returned: the app has come to its natural end. */
export function endIfDone(turn: Turn): void {
  const { live } = turn.core;
  const { flow } = live;
  if (
    live.ending ||
    flow.phase !== "idle" ||
    flow.tick === 0 ||
    !flow.settled ||
    flow.paused !== undefined
  )
    return;
  if (
    flow.forced ||
    [...live.dirty].some((key) => flow.reads.has(key)) ||
    live.commandQueue.length > 0
  )
    return;
  const open = openThings(turn.core);
  if (open.length === 0) end(turn, { code: 0, message: `${live.title} is done.` });
  else sayOnce(turn, `The flow has returned; still open: ${open.join(", ")}.`);
}

/** What keeps an app alive after `run()` has returned, in words. */
function openThings(core: Core): readonly string[] {
  const { ledger, live } = core;
  const calls = [...ledger.calls.values()].filter(isOpen).map(({ work }) => work);
  const marks = [...ledger.marks].flatMap(([key, mark]) => {
    if (mark.kind === "timer") return mark.firedAt === undefined ? [key] : [];
    return mark.kind === "step" && mark.outcome === undefined ? [key] : [];
  });
  const schedules = schedulesOf(core).map(([key]) => key);
  const pages = foldersIn(live.tabs).map((directory) => `page ${directory}`);
  return [
    ...new Set([
      ...pages,
      ...calls,
      ...marks,
      ...schedules,
      ...live.commands.map((name) => `command ${name}`),
      ...live.apiRoutes.map((name) => `route ${name}`),
    ]),
  ];
}

function sayOnce(turn: Turn, line: string): void {
  const { live } = turn.core;
  if (live.saidOpen === line) return;
  live.saidOpen = line;
  say(turn, "root", line);
}
