import * as v from "valibot";
import type { ControllerMessage } from "#protocol/agent.ts";
import type { FromWork } from "#protocol/work-process.ts";

/** A command from the controller, or `undefined` for anything this build does not understand. */
export function parseControllerMessage(value: unknown): ControllerMessage | undefined {
  return isControllerMessage(value) ? value : undefined;
}

/** What a work's process said, or `undefined`: user code can send on the same channel. */
export function parseFromWork(value: unknown): FromWork | undefined {
  return isFromWork(value) ? value : undefined;
}

const epoch = v.pipe(v.number(), v.integer(), v.minValue(0));
const attempt = { call: v.string(), attempt: v.number(), work: v.string(), epoch };
const patch = v.looseObject({
  set: v.record(v.string(), v.unknown()),
  removed: v.array(v.string()),
});
const version = {
  version: v.string(),
  manifest: v.looseObject({
    files: v.array(v.looseObject({ path: v.string(), size: v.number() })),
    size: v.number(),
  }),
};

/** Seconds. What is longer overflows timers and dates. */
const longestGrace = 7 * 86_400;

// Names become directories: nothing that climbs or hides may stand in them.
const name = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_][\w.\-$]*$/));
const relative = v.pipe(
  v.string(),
  v.check((path) => path !== "" && !path.startsWith("/") && !path.split(/[/\\]/).includes("..")),
);

const order = v.looseObject({
  call: v.string(),
  attempt: v.pipe(v.number(), v.integer(), v.minValue(1)),
  work: name,
  workId: name,
  bundle: name,
  constructorArguments: v.array(v.unknown()),
  arguments: v.array(v.unknown()),
  inputs: v.array(
    v.looseObject({
      name: v.string(),
      producer: v.string(),
      producerId: name,
      pathId: name,
      relative,
      ...version,
      version: name,
    }),
  ),
  outputs: v.array(v.looseObject({ name: v.string(), pathId: name, field: v.string(), relative })),
  state: v.record(v.string(), v.unknown()),
  settings: v.looseObject({
    env: v.record(v.string(), v.unknown()),
    health: v.looseObject({ path: v.string(), grace: v.number() }),
    build: v.looseObject({ requirements: v.array(v.string()) }),
  }),
  config: v.record(v.string(), v.unknown()),
  nodes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  node: v.optional(
    v.looseObject({
      rank: v.pipe(v.number(), v.integer(), v.minValue(0)),
      count: v.pipe(v.number(), v.integer(), v.minValue(1)),
      mainAddress: v.string(),
      mainPort: v.number(),
    }),
  ),
  mounts: v.optional(v.array(v.looseObject({ source: v.string(), target: v.string() }))),
});

const controllerMessage = v.variant("kind", [
  v.looseObject({ kind: v.literal("welcome"), epoch, protocol: v.number() }),
  v.looseObject({ kind: v.literal("run"), epoch, order }),
  v.looseObject({
    kind: v.literal("stop"),
    ...attempt,
    reason: v.string(),
    graceSeconds: v.pipe(v.number(), v.minValue(0), v.maxValue(longestGrace)),
  }),
  v.looseObject({
    kind: v.literal("interrupt"),
    ...attempt,
    reason: v.string(),
    deadline: v.pipe(v.string(), v.isoTimestamp()),
  }),
  v.looseObject({ kind: v.literal("state"), ...attempt, patch }),
  v.looseObject({
    kind: v.literal("node"),
    ...attempt,
    rank: v.pipe(v.number(), v.integer(), v.minValue(1)),
    outcome: v.looseObject({ kind: v.picklist(["succeeded", "failed", "stopped"]) }),
  }),
  v.looseObject({ kind: v.literal("acknowledged"), ...attempt, sequence: v.number() }),
  v.looseObject({ kind: v.literal("shutdown"), epoch }),
]);

const fromWork = v.variant("kind", [
  v.looseObject({ kind: v.literal("ready") }),
  v.looseObject({ kind: v.literal("running") }),
  v.looseObject({ kind: v.literal("patch"), patch }),
  v.looseObject({
    kind: v.literal("publish"),
    request: v.number(),
    path: v.string(),
    move: v.boolean(),
  }),
  v.looseObject({
    kind: v.literal("drive"),
    request: v.number(),
    asked: v.variant("operation", [
      v.looseObject({
        operation: v.picklist(["put", "get"]),
        drive: name,
        key: relative,
        file: v.string(),
      }),
      v.looseObject({ operation: v.literal("list"), drive: name, key: v.string() }),
      v.looseObject({ operation: v.literal("delete"), drive: name, key: relative }),
    ]),
  }),
  v.looseObject({ kind: v.literal("secret"), request: v.number(), name: v.string() }),
  v.looseObject({ kind: v.literal("interrupted") }),
  v.looseObject({
    kind: v.literal("settled"),
    outcome: v.variant("kind", [
      v.looseObject({ kind: v.literal("succeeded"), result: v.unknown() }),
      v.looseObject({
        kind: v.literal("failed"),
        failure: v.looseObject({ reason: v.string(), message: v.string() }),
      }),
    ]),
    patch,
  }),
]);

/** The schemas stop where values become the app's own (state, arguments): those are JSON by having been parsed. */
const isControllerMessage = (value: unknown): value is ControllerMessage =>
  v.is(controllerMessage, value);
const isFromWork = (value: unknown): value is FromWork => v.is(fromWork, value);
