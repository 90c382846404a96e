import {
  array,
  boolean,
  custom,
  type GenericSchema,
  integer,
  literal,
  minValue,
  number,
  object,
  optional,
  picklist,
  pipe,
  record,
  safeParse,
  string,
  variant,
} from "valibot";
import type { AgentMessage } from "#protocol/agent.ts";
import type { Json } from "#protocol/value.ts";

/** What an agent sent, or `undefined` where it is none of the protocol's messages. Unknown fields are ignored. */
export function parseAgentMessage(text: string): AgentMessage | undefined {
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

/** Parsed JSON is JSON: only that there is something needs saying. */
const json = custom<Json>((value) => value !== undefined);
const natural = pipe(number(), integer(), minValue(0));

const ofAttempt = { call: string(), attempt: natural, work: string() };
const patch = object({ set: record(string(), json), removed: array(string()) });
const manifest = object({
  files: array(object({ path: string(), size: natural, sha256: optional(string()) })),
  size: natural,
});
const published = object({
  path: string(),
  version: string(),
  manifest,
  partial: optional(literal(true)),
});
const reason = picklist([
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
]);
const outcome = variant("kind", [
  object({ kind: literal("succeeded"), result: json }),
  object({
    kind: literal("failed"),
    failure: object({ reason, message: string(), stack: optional(string()) }),
  }),
  object({ kind: literal("stopped"), reason }),
]);

const message = variant("kind", [
  object({
    kind: literal("hello"),
    protocol: object({ oldest: number(), newest: number() }),
    machine: string(),
    proof: record(string(), json),
    running: array(object({ ...ofAttempt, lastSequence: natural })),
    connection: optional(object({ life: natural, number: natural })),
    bootFailed: optional(string()),
    address: optional(string()),
    boot: optional(array(object({ name: string(), seconds: number() }))),
  }),
  object({ kind: literal("beat"), works: array(string()) }),
  object({
    kind: literal("notice"),
    reason: picklist(["spot", "rebalance", "maintenance", "block"]),
    deadline: string(),
  }),
  object({
    kind: literal("phase"),
    ...ofAttempt,
    phase: picklist(["preparing", "starting", "running"]),
    detail: optional(string()),
  }),
  object({
    kind: literal("log"),
    ...ofAttempt,
    stream: picklist(["stdout", "stderr"]),
    line: string(),
    at: string(),
  }),
  object({ kind: literal("patch"), ...ofAttempt, sequence: natural, patch }),
  object({ kind: literal("service"), ...ofAttempt, ready: boolean(), address: string() }),
  object({ kind: literal("publish"), ...ofAttempt, sequence: natural, published }),
  object({
    kind: literal("settle"),
    ...ofAttempt,
    sequence: natural,
    outcome,
    patch,
    published: array(published),
  }),
]) satisfies GenericSchema<unknown, AgentMessage>;
