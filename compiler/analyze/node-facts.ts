import type { Span } from "#source/span.ts";
import type { AppFacts } from "./app.ts";
import type { ComputeFacts, MountFacts } from "./compute.ts";
import type { DriveFacts } from "./drive.ts";
import type { FlowFacts } from "./flow.ts";
import type { CallSite, HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import type { MapFacts } from "./map.ts";
import type { Access } from "./member.ts";
import type { PathFacts } from "./path.ts";
import type { SecretFacts } from "./secret.ts";
import type { StaticWebFacts } from "./tab.ts";
import type { Value } from "./value.ts";
import type { WorkFacts } from "./work.ts";

/** What the framework knows of an instance of one of its classes. */
export type NodeFacts =
  | AppFacts
  | WorkFacts
  | FlowFacts
  | MapFacts
  | PathFacts
  | DriveFacts
  | ComputeFacts
  | MountFacts
  | SecretFacts
  | StaticWebFacts;

/** Hooks by which a node kind gives its members their meaning. */
export interface Hooks {
  /** What reading a member means, where that isn't ordinary. */
  readonly read?:
    | ((interpreter: Interpreter, object: HeapObject, access: Access) => Value | undefined)
    | undefined;
  /** A field is assigned. */
  readonly wrote?:
    | ((interpreter: Interpreter, object: HeapObject, access: Access, value: Value) => void)
    | undefined;
  /** Going through it gives any number of these. */
  readonly item?: ((interpreter: Interpreter, object: HeapObject, span: Span) => Value) | undefined;
}

/** How a component was made: what its process repeats. */
export interface Making {
  readonly type: HeapObject;
  readonly arguments: readonly Value[];
  readonly argumentSpans: readonly Span[];
  readonly span: Span;
}

/** After `new Class(...)` has returned. */
export function componentConstructed(
  interpreter: Interpreter,
  made: Value,
  { type, site }: { readonly type: HeapObject; readonly site: CallSite },
): void {
  if (made.kind !== "object") return;
  const { facts } = made;
  if (facts?.kind !== "work" && facts?.kind !== "flow" && facts?.kind !== "map") return;
  facts.making = {
    type,
    arguments: site.arguments,
    argumentSpans: site.argumentSpans,
    span: site.span,
  };
  interpreter.components.push(made);
  if (
    facts.kind !== "map" &&
    interpreter.phase.kind === "tick" &&
    interpreter.quiet + interpreter.guesses === 0
  ) {
    interpreter.phase.trace?.made.push({ object: made, flow: interpreter.phase.flow });
  }
}
