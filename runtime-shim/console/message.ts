import type { BootPhase } from "#protocol/agent.ts";
import type {
  ComponentStatus,
  ConsoleMessage,
  LayoutTab,
  LogLine,
  MachineStatus,
  PathFlow,
} from "#protocol/api.ts";
import type { Failure, Status } from "#protocol/status.ts";
import type { Json } from "#protocol/value.ts";
import {
  arrayOf,
  type Guard,
  isBoolean,
  isNumber,
  isPresent,
  isString,
  nullable,
  objectOf,
  oneOf,
  optional,
  recordOf,
} from "./guard.ts";

/**
 * What the server sends, checked before anything believes it. The API is additive: kinds and fields that
 * this page does not know are passed over; a message whose known fields have the wrong shape is refused.
 */
export function parseMessage(text: string): ConsoleMessage | undefined {
  const value = parseJson(text);
  return isMessage(value) ? value : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isReason = oneOf(
  "user-exception",
  "exit-code",
  "setup",
  "timeout",
  "lost",
  "interrupted",
  "no-capacity",
  "out-of-memory",
  "superseded",
  "stopped",
);

const isStatus = objectOf<Status>({
  stage: oneOf("pending", "starting", "running", "succeeded", "failed", "stopped"),
  reason: optional(isReason),
  message: optional(isString),
  at: isString,
});

const isFailure = objectOf<Failure>({
  reason: isReason,
  message: isString,
  stack: optional(isString),
});

const isComponent = objectOf<ComponentStatus>({
  kind: oneOf("flow", "work", "map"),
  class: nullable(isString),
  status: isStatus,
  machine: oneOf("off", "starting", "on"),
  url: isString,
  attempt: isNumber,
  displayName: isString,
  phase: optional(isString),
  stuck: optional((value): value is true => value === true),
  on: optional(isString),
  failure: optional(isFailure),
});

const isTab: Guard<LayoutTab> = objectOf<LayoutTab>({
  name: isString,
  url: nullable(isString),
  loading: isBoolean,
  icon: optional(isString),
  component: optional(isString),
  tabs: optional(arrayOf((value): value is LayoutTab => isTab(value))),
});

const isLogLine = objectOf<LogLine>({
  component: isString,
  stream: oneOf("stdout", "stderr", "system"),
  line: isString,
  at: isString,
});

const isPath = objectOf<PathFlow>({
  name: isString,
  producer: isString,
  consumers: arrayOf(isString),
});

const isMachine = objectOf<MachineStatus>({
  machine: nullable(isString),
  group: isString,
  stage: oneOf("asked", "booting", "on", "silent", "broken", "ending"),
  at: isString,
  boot: optional(arrayOf(objectOf<BootPhase>({ name: isString, seconds: isNumber }))),
  bootSeconds: optional(isNumber),
  usualSeconds: optional(isNumber),
});

const isPair = (value: unknown): value is readonly [string, string] =>
  Array.isArray(value) && value.length === 2 && value.every(isString);

const areFields = recordOf(isPresent<Json>);

type ByKind = { readonly [K in ConsoleMessage["kind"]]: Extract<ConsoleMessage, { kind: K }> };

const guards: { readonly [K in keyof ByKind]: Guard<ByKind[K]> } = {
  hello: objectOf({ kind: oneOf("hello"), api: isNumber, launch: isString, title: isString }),
  status: objectOf({
    kind: oneOf("status"),
    launch: isString,
    title: isString,
    components: recordOf(isComponent),
    paths: optional(arrayOf(isPath)),
    order: optional(arrayOf(isPair)),
    machines: optional(arrayOf(isMachine)),
  }),
  layout: objectOf({ kind: oneOf("layout"), tabs: arrayOf(isTab) }),
  state: objectOf({
    kind: oneOf("state"),
    version: isNumber,
    state: areFields,
    components: recordOf(areFields),
  }),
  logs: objectOf({ kind: oneOf("logs"), lines: arrayOf(isLogLine) }),
  exit: objectOf({ kind: oneOf("exit"), code: isNumber, message: isString }),
};

const isMessage = (value: unknown): value is ConsoleMessage =>
  Object.values(guards).some((guard) => guard(value));
