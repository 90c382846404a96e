import { apiVersion, type CallReport, type CallsDocument } from "#protocol/api.ts";
import type { Encoded, Json } from "#protocol/value.ts";
import { isSuperseded } from "./apply-operation.ts";
import { readyMachines } from "./machines.ts";
import { type Call, type Core, isOpen, type Try } from "./state.ts";

/** As the running launch knows it. */
export const callsDocument = (core: Core): CallsDocument => ({
  version: apiVersion,
  launch: core.ledger.launch,
  calls: callReports(core, core.live.reached),
});

/**
 * Why each call stands where it stands, in the order in which the flow reached them; then the works it has
 * not come to. `reached` is the flow's own word where it runs; a ledger alone names every call it knows.
 */
export function callReports(
  core: Core,
  reached: Iterable<string> = core.ledger.calls.keys(),
): readonly CallReport[] {
  const calls = [...reached].flatMap((id) => core.ledger.calls.get(id) ?? []);
  const met = new Set(calls.map(({ work }) => work));
  const waiting = whatFlowAwaits(core);
  return [
    ...calls.map((call) => reportOf(core, call)),
    ...[...core.live.works.keys()]
      .filter((work) => !met.has(work))
      .map((work) => unreached(work, waiting)),
  ];
}

function reportOf(core: Core, call: Call): CallReport {
  return {
    work: call.work,
    call: call.id,
    arguments: call.arguments.map(shown),
    attempt: call.attempt,
    at: call.at === undefined ? null : new Date(call.at).toISOString(),
    bundle: call.bundle ?? null,
    ...verdictOf(core, call),
  };
}

type Verdict = Pick<CallReport, "verdict" | "why">;

function verdictOf(core: Core, call: Call): Verdict {
  // A ledger whose launch is over only says what was under way.
  if (call.stage === "running" && core.live.flow.phase !== "absent")
    return { verdict: "running", why: running(call) };
  if (isOpen(call)) return { verdict: "waits", why: waitsFor(core, call) };
  if (isSuperseded(call))
    return { verdict: "stopped", why: "A newer call of this work took its place." };
  if (call.stage === "stopped")
    return { verdict: "stopped", why: "It was stopped, and stays so until it is run again." };
  if (call.stage === "failed") return { verdict: "failed", why: failed(core, call) };
  return call.endedIn === core.ledger.epoch
    ? { verdict: "ran", why: `${ran(call)}${stale(core, call)}` }
    : { verdict: "skipped", why: `It was done before this start.${stale(core, call)}` };
}

const ran = ({ attempt, tries }: Call): string =>
  attempt > 1
    ? `Attempt ${attempt} succeeded. ${before(tries)}`.trimEnd()
    : "Nothing with these arguments was on record.";

const running = ({ attempt, tries }: Call): string =>
  attempt > 1
    ? `Attempt ${attempt}. ${before(tries)}`.trimEnd()
    : "Nothing with these arguments was on record.";

/** The newest of them explains the rest. */
function before(tries: readonly Try[]): string {
  const last = tries.at(-1);
  return last === undefined ? "" : `Attempt ${last.attempt}: ${brief(last.message)}`;
}

function failed(core: Core, call: Call): string {
  const tries = call.attempt > 1 ? `${call.attempt} attempts. ` : "";
  const stands =
    call.endedIn === core.ledger.epoch
      ? ""
      : " It failed before this start, and is not tried again by itself.";
  const why = brief(call.failure?.message ?? "It gave no reason.");
  return `${tries}${stands === "" ? why : asSentence(why)}${stands}`;
}

/** A finished call is kept when its code changes: whoever wonders finds out here. */
function stale({ live }: Core, { work, bundle }: Call): string {
  const current = live.works.get(work)?.bundle.hash;
  return bundle === undefined || current === undefined || current === bundle
    ? ""
    : ` Its code has changed since: \`thunderhead rerun ${work}\` runs it again.`;
}

function waitsFor({ live, ledger }: Core, call: Call): string {
  const work = ledger.works.get(call.work);
  const current = ledger.calls.get(work?.current ?? "");
  if (current !== undefined && current.id !== call.id) {
    const ahead = (work?.queue.indexOf(call.id) ?? 0) + 1;
    return `For its turn: ${ahead === 1 ? "one call" : `${ahead} calls`} of ${call.work} before it.`;
  }
  if (call.stage === "pending" && (call.notBefore ?? 0) > (call.at ?? 0))
    return `Until ${clock(call.notBefore ?? 0)}, to try again. ${before(call.tries)}`.trimEnd();
  if (live.flow.paused !== undefined) return `${live.flow.paused} ${before(call.tries)}`.trimEnd();
  if (work?.held !== undefined) return "Until the attempt before it is surely over.";
  if (readyMachines({ ledger, live }, call.work) === undefined) return "For its machine.";
  const phase = live.phases.get(call.work);
  if (call.stage === "starting")
    return phase ? `For its environment: ${phase}.` : "For its process to start.";
  return "For its turn.";
}

const unreached = (work: string, waiting: readonly string[]): CallReport => ({
  work,
  call: null,
  arguments: [],
  attempt: 0,
  at: null,
  bundle: null,
  verdict: "unreached",
  why:
    waiting.length === 0
      ? "The flow has not called it."
      : `The flow has not come to it; what is still open: ${waiting.join(", ")}.`,
});

function whatFlowAwaits({ ledger }: Core): readonly string[] {
  const calls = [...ledger.calls.values()].filter(isOpen).map(({ work }) => work);
  const marks = [...ledger.marks].flatMap(([key, mark]) => {
    if (mark.kind === "timer") return mark.firedAt === undefined ? [key] : [];
    return mark.kind === "step" && mark.outcome === undefined ? [key] : [];
  });
  return [...new Set([...calls, ...marks])];
}

/** Paths by the name that people know, `train.model`; everything else as it is. */
function shown(value: Encoded): Json {
  if (typeof value !== "object" || value === null || !("$" in value)) return value;
  if (value["$"] !== "path") return value;
  const { owner, field, below, version } = value;
  const name = [`${String(owner)}.${String(field)}`, ...(below === undefined ? [] : [below])];
  return { path: name.join("/"), ...(version !== undefined && { version }) };
}

/** Of a script's failure the first line says how it ended, the last one why. */
export function brief(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return [...new Set([lines.at(0) ?? "", lines.at(-1) ?? ""])].join(": ");
}

/** Whatever somebody threw, with an end: another sentence follows. */
export const asSentence = (text: string): string => (/[.!?:;…]$/u.test(text) ? text : `${text}.`);

const clock = (at: number): string => `${new Date(at).toISOString().slice(11, 19)} UTC`;
