/**
 * Boot, flow: the thread in which the app's own flow code runs, ticks, steps, commands and layout. It is
 * told the ledger by the controller and answers with what the code asked for; it decides nothing, and does
 * no I/O but what the app's steps do. Importing it, first in the flow's bundle, enters the flow's realm.
 */
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import type { FlowBegin, FlowEnd, FromFlow, ToFlow } from "#protocol/flow.ts";
import type { App } from "#sdk/app.ts";
import { runCommand } from "./flow/command.ts";
import { makeAgain } from "./flow/component-map.ts";
import { constructedApp } from "./flow/constructed.ts";
import { createEngine, type Engine } from "./flow/engine.ts";
import { installGuards } from "./flow/guards.ts";
import { captureOutput } from "./flow/output.ts";
import { enterFlowRealm } from "./flow/realm.ts";
import { runTick } from "./flow/run-tick.ts";
import { runTickTwice } from "./flow/run-tick-twice.ts";
import { RunningSteps } from "./flow/running-steps.ts";
import { readableError } from "./flow/stack.ts";
import { flowError } from "./flow/tick.ts";

const begin = beginOf(workerData);
const engine = createEngine(begin);
const steps = new RunningSteps();

if (!isMainThread) {
  // A person looks for the line that is wrong: five frames above it are enough.
  Error.stackTraceLimit = 30;
  process.on("uncaughtException", broke);
  process.on("unhandledRejection", broke);
  captureOutput((stream, line) => send({ kind: "printed", stream, line }));
  enterFlowRealm(engine);
}

/** Called by the flow's bundle with the module's default export, once every field has been made. */
export function hostFlow(_app: App): void {
  installGuards();
  for (const element of begin.elements) makeAgain(engine, element);
  parentPort?.on("message", (message: ToFlow | FlowEnd) => {
    if (message.kind === "end") void steps.end().then(() => process.exit());
    else receive(engine, message).catch(broke);
  });
  send(constructedApp(engine));
}

const handlers = {
  tick: async (on, { request }) => {
    const report = await (begin.check ? runTickTwice : runTick)(on, request);
    const { outcome } = report;
    const readable =
      outcome.kind === "failed"
        ? { kind: outcome.kind, error: readableError(outcome.error, begin.bundle) }
        : outcome;
    send({ kind: "ticked", report: { ...report, outcome: readable } });
  },
  step: async (on, { key, attempt, idempotencyKey }) => {
    const outcome = await steps.run(on, { key, attempt, idempotencyKey });
    send({ kind: "stepped", key, attempt, outcome });
  },
  command: async (on, message) => {
    send({ kind: "commanded", request: message.request, answer: await runCommand(on, message) });
  },
} satisfies {
  readonly [K in ToFlow["kind"]]: (
    engine: Engine,
    message: ToFlow & { readonly kind: K },
  ) => Promise<void>;
};

function receive(on: Engine, message: ToFlow): Promise<void> {
  if (message.kind === "tick") return handlers.tick(on, message);
  return message.kind === "step" ? handlers.step(on, message) : handlers.command(on, message);
}

/** Beside ticks, or in a tick's branch that nobody awaits: the flow's own error, which ends the app. */
function broke(error: unknown): void {
  send({ kind: "broke", error: readableError(flowError(error), begin.bundle) });
}

function send(message: FromFlow): void {
  parentPort?.postMessage(message);
}

function beginOf(data: unknown): FlowBegin {
  const given: Partial<FlowBegin> = typeof data === "object" && data !== null ? data : {};
  const { launch = "", bundle = "", config = {}, ids = {}, elements = [], check = false } = given;
  return { launch, bundle, config, ids, elements, check };
}
