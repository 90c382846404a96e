import {
  array,
  boolean,
  custom,
  fallback,
  type GenericSchema,
  lazy,
  literal,
  nullable,
  number,
  object,
  optional,
  picklist,
  record,
  safeParse,
  string,
  variant,
} from "valibot";
import type { ComponentStatus, ConsoleMessage, LayoutTab, LogLine } from "#protocol/api.ts";
import type { Reason, Stage } from "#protocol/status.ts";
import type { Json } from "#protocol/value.ts";

/**
 * What the server sends, checked before anything believes it. The API is additive: fields and kinds that
 * this page does not know are dropped, a stage or reason it does not know falls back to a plain one, and
 * only a message whose known fields have the wrong shape is refused.
 */
export function parseMessage(text: string): ConsoleMessage | undefined {
  const result = safeParse(message, parseJson(text));
  return result.success ? result.output : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What `JSON.parse` returns is JSON; only its absence needs a check. */
const json = custom<Json>((value) => value !== undefined);

const stages = [
  "pending",
  "starting",
  "running",
  "succeeded",
  "failed",
  "stopped",
] as const satisfies readonly Stage[];
const reasons = [
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
] as const satisfies readonly Reason[];

const status = object({
  stage: fallback(picklist(stages), "pending"),
  reason: fallback(optional(picklist(reasons)), undefined),
  message: optional(string()),
  at: string(),
});

const component = object({
  kind: picklist(["flow", "work", "map"]),
  class: nullable(string()),
  status,
  machine: fallback(picklist(["off", "starting", "on"]), "off"),
  url: string(),
  attempt: number(),
  displayName: string(),
  phase: optional(string()),
  failure: optional(
    object({
      reason: fallback(picklist(reasons), "user-exception"),
      message: string(),
      stack: optional(string()),
    }),
  ),
}) satisfies GenericSchema<unknown, ComponentStatus>;

const tab: GenericSchema<unknown, LayoutTab> = object({
  name: string(),
  url: nullable(string()),
  loading: boolean(),
  icon: optional(string()),
  component: optional(string()),
  tabs: optional(array(lazy(() => tab))),
});

const logLine = object({
  component: string(),
  stream: fallback(picklist(["stdout", "stderr", "system"]), "stdout"),
  line: string(),
  at: string(),
}) satisfies GenericSchema<unknown, LogLine>;

const path = object({ name: string(), producer: string(), consumers: array(string()) });
const fields = record(string(), json);

const message = variant("kind", [
  object({ kind: literal("hello"), api: number(), launch: string(), title: string() }),
  object({
    kind: literal("status"),
    launch: string(),
    title: string(),
    components: record(string(), component),
    paths: optional(array(path)),
  }),
  object({ kind: literal("layout"), tabs: array(tab) }),
  object({
    kind: literal("state"),
    version: number(),
    state: fields,
    components: record(string(), fields),
  }),
  object({ kind: literal("logs"), lines: array(logLine) }),
  object({ kind: literal("exit"), code: number(), message: string() }),
]) satisfies GenericSchema<unknown, ConsoleMessage>;
