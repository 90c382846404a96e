/**
 * Engine: drives the `pulumi` command for `deploy` and `destroy`. It runs the official engine and reads its
 * event stream; it registers nothing itself and knows no cloud. This file turns a line of that stream into
 * the few events that matter here.
 */
import {
  array,
  literal,
  nullish,
  number,
  object,
  optional,
  safeParse,
  string,
  union,
} from "valibot";

/** One resource on its way through the engine. */
export interface Step {
  readonly urn: string;
  readonly type: string;
  /** `create`, `update`, `delete`, `replace`, `same`, `create-replacement`, … */
  readonly op: string;
  /** The properties that make a replacement necessary. */
  readonly reasons: readonly string[];
}

export type EngineEvent =
  /** Seconds since 1970 in `at`, as the engine counts them. */
  | { readonly kind: "started" | "done" | "failed"; readonly at: number; readonly step: Step }
  | {
      readonly kind: "problem";
      readonly at: number;
      /** Absent where the problem is nobody's. */
      readonly urn: string | undefined;
      readonly severity: "error" | "warning" | "info";
      readonly message: string;
    }
  | { readonly kind: "ended"; readonly at: number; readonly succeeded: boolean };

const metadata = object({
  urn: string(),
  type: string(),
  op: string(),
  keys: nullish(array(string())),
});
const step = optional(object({ metadata }));

const line = object({
  timestamp: number(),
  resourcePreEvent: step,
  resOutputsEvent: step,
  resOpFailedEvent: step,
  diagnosticEvent: optional(
    object({
      urn: optional(string()),
      message: string(),
      severity: union([
        literal("debug"),
        literal("info"),
        literal("info#err"),
        literal("warning"),
        literal("error"),
      ]),
    }),
  ),
  summaryEvent: optional(object({ result: optional(string()) })),
});

/** `undefined` for what is no event, and for events that say nothing here. */
export function parseEvent(text: string): EngineEvent | undefined {
  if (!text.startsWith("{")) return undefined;
  const parsed = safeParse(line, jsonOf(text));
  if (!parsed.success) return undefined;
  const { timestamp: at, summaryEvent, diagnosticEvent: problem } = parsed.output;
  if (summaryEvent) return { kind: "ended", at, succeeded: summaryEvent.result === "succeeded" };
  if (problem) return problemFrom(problem, at);
  const { resourcePreEvent, resOutputsEvent, resOpFailedEvent } = parsed.output;
  if (resourcePreEvent) return { kind: "started", at, step: stepFrom(resourcePreEvent.metadata) };
  if (resOutputsEvent) return { kind: "done", at, step: stepFrom(resOutputsEvent.metadata) };
  if (resOpFailedEvent) return { kind: "failed", at, step: stepFrom(resOpFailedEvent.metadata) };
  return undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface GivenStep {
  readonly urn: string;
  readonly type: string;
  readonly op: string;
  readonly keys?: readonly string[] | null | undefined;
}

const stepFrom = ({ urn, type, op, keys }: GivenStep): Step => ({
  urn,
  type,
  op,
  reasons: op.includes("replace") ? (keys ?? []) : [],
});

interface GivenProblem {
  readonly urn?: string | undefined;
  readonly message: string;
  readonly severity: "debug" | "info" | "info#err" | "warning" | "error";
}

function problemFrom(
  { urn, message, severity }: GivenProblem,
  at: number,
): EngineEvent | undefined {
  if (severity === "debug") return undefined;
  const plain = severity === "info#err" ? "info" : severity;
  return { kind: "problem", at, urn: urn || undefined, severity: plain, message };
}

/** `urn:pulumi:dev::boring::thunderhead:aws:Volume$aws:efs/fileSystem:FileSystem::volume` */
export interface UrnParts {
  readonly type: string;
  readonly name: string;
}

export function urnParts(urn: string): UrnParts {
  const [, , chain = "", ...name] = urn.split("::");
  return { type: chain.slice(chain.lastIndexOf("$") + 1), name: name.join("::") };
}

/** `aws:lb/loadBalancer:LoadBalancer` → `load balancer`. */
export function typeWords(type: string): string {
  const last = type.slice(type.lastIndexOf(":") + 1).replace(/v\d+$/, "");
  const words = last.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return words.replace(/^vpc\b/, "VPC");
}
