/**
 * The work host: the process that runs one attempt of one work. Every work's bundle imports this module
 * first: it waits for the order, so that the app's own modules are evaluated in the realm of a work that
 * knows its name, configuration and places. It builds the instance, gives it its state, runs it, and tells
 * the agent what became of it. It decides nothing that outlives the attempt: retries, versions and the
 * ledger are the controller's.
 */
import type { Outcome } from "#protocol/call.ts";
import type { Failure } from "#protocol/status.ts";
import type { Encoded } from "#protocol/value.ts";
import { decode, encode, NotJson } from "#sdk/encoding.ts";
import { enterRealm } from "#sdk/realm.ts";
import type { Work } from "#sdk/work.ts";
import { openChannel } from "./work-channel.ts";
import { listenForNotice } from "./work-notice.ts";
import { bindPaths, decodePath } from "./work-paths.ts";
import { noChange, type WorkContext, workRealm } from "./work-realm.ts";
import { userFailure } from "./work-stack.ts";
import { trackState, type WorkState, writeField } from "./work-state.ts";
import { watchState } from "./work-watch.ts";

/** Bytes of JSON a result may take. */
const resultLimit = 256 * 1024;

const { channel, beginning } = await openChannel();
const { order, places } = beginning;
const context: WorkContext = {
  beginning,
  channel,
  ending: new AbortController(),
  signalSeen: false,
  url: order.url ?? "",
  onNotice: new Set(),
};
let state: WorkState | undefined;
let settled = false;

// A crash report tells everything but what secrets were given.
Object.assign(process.report, { excludeEnv: true });
enterRealm(workRealm(context));
// Whatever escapes, from a module's top level on, is the attempt's failure with its place in the source.
process.on("uncaughtException", (error) => void fail(error));
process.on("unhandledRejection", (error) => void fail(error));

/** Runs the attempt this process was started for; the last statement of a work's bundle. */
export async function hostWork(type: new (...args: never[]) => Work): Promise<void> {
  try {
    const work = build(type);
    state = trackState(work, order.state);
    listenForNotice({ work, context, state, decode: decodeHere });
    channel.send({ kind: "running" });
    const watch = watchState(state, { send: channel.send, fail });
    const result = await work.run(...order.arguments.map(decodeHere));
    watch.stop();
    await settle({ kind: "succeeded", result: encodeResult(result) });
  } catch (error) {
    await fail(error);
  }
}

/** Construction, owners of Paths, then the whole state document: what a new machine would do, too. */
function build(type: new (...args: never[]) => Work): Work {
  const work: unknown = Reflect.construct(type, order.constructorArguments.map(decodeHere));
  if (!isWork(work)) throw new TypeError(`${type.name} is not a Work.`);
  bindPaths(work, order.work);
  for (const [field, value] of Object.entries(order.state))
    writeField(work, field, decodeHere(value));
  return work;
}

const isWork = (value: unknown): value is Work =>
  typeof value === "object" && value !== null && "run" in value;

function decodeHere(encoded: Encoded): unknown {
  return decode(encoded, { path: (reference) => decodePath(reference, order) });
}

function encodeResult(result: unknown): Encoded {
  const encoded = encodedResult(result);
  const size = Buffer.byteLength(JSON.stringify(encoded));
  if (size <= resultLimit) return encoded;
  throw new RangeError(
    `run() of ${order.work} returns ${Math.ceil(size / 1024)} KiB; a result holds at most 256. Write large values to a Path.`,
  );
}

function encodedResult(result: unknown): Encoded {
  try {
    return encode(result, "result");
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    throw new TypeError(
      `\`work/return-not-json\`: run() of ${order.work} must return JSON, a Path or nothing, and ${error.message}`,
    );
  }
}

async function fail(error: unknown): Promise<void> {
  await settle({ kind: "failed", failure: failureOf(error) });
}

function failureOf(error: unknown): Failure {
  return userFailure(error, places.bundle);
}

/** Once: what comes after the first verdict is the noise of things falling over. */
async function settle(outcome: Outcome): Promise<void> {
  if (settled) return;
  settled = true;
  await channel.deliver({ kind: "settled", ...finalState(outcome) });
  process.exit(outcome.kind === "succeeded" ? 0 : 1);
}

/** A failure keeps its state changes; a success whose last state cannot travel is none. */
function finalState(outcome: Outcome): {
  readonly outcome: Outcome;
  readonly patch: typeof noChange;
} {
  try {
    return { outcome, patch: state?.changes() ?? noChange };
  } catch (error) {
    return {
      outcome:
        outcome.kind === "succeeded" ? { kind: "failed", failure: failureOf(error) } : outcome,
      patch: noChange,
    };
  }
}
