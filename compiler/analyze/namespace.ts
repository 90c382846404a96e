import type { BindingIdentifier, Statement, TSTypeName } from "oxc-parser";
import type { Span } from "#source/span.ts";
import type { HeapObject } from "./heap.ts";
import { type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { makeRecord } from "./make.ts";
import { ownEntries, write } from "./member.ts";
import { declaredNames } from "./module-names.ts";
import { declare, innerScope, lookup } from "./scope.ts";
import { executeAll } from "./semantics.ts";
import type { Slots } from "./store.ts";
import { mixed } from "./value.ts";

/**
 * TypeScript's `namespace`: a function's body that runs once, and an object with what it exports. One that is
 * declared again, or goes by the name of a class or function, goes on with that object.
 */
export function executeNamespace(
  interpreter: Interpreter,
  node: Extract<Statement, { type: "TSModuleDeclaration" }>,
  place: Place,
): void {
  if (node.declare || node.kind === "global" || !node.body || node.id.type === "Literal") return;
  const span = spanIn(place.module, node);
  const object = namesIn(node.id).reduce<HeapObject | undefined>(
    (outer, name) => opened(interpreter, (outer ?? place.scope).slots, { name, span }),
    undefined,
  );
  if (object === undefined) return;
  const scope = innerScope(interpreter, place.scope, { function: true });
  // What an earlier part exports is in scope here.
  for (const [name, value] of ownEntries(object)) declare(interpreter, scope, name, value);
  const { body } = node.body;
  executeAll(interpreter, body, { ...place, scope });
  for (const { name, changes } of exported(body)) {
    const value = lookup(interpreter, scope, name);
    if (value)
      write(
        interpreter,
        object,
        name,
        changes ? mixed(span, [value], "its namespace may change it") : value,
      );
  }
}

/** `namespace a.b` is one in another. */
function namesIn(id: TSTypeName | BindingIdentifier): readonly string[] {
  if (id.type === "Identifier") return [id.name];
  if (id.type !== "TSQualifiedName") return [];
  return [...namesIn(id.left), id.right.name];
}

/** What goes by that name already, or an object that does from now on. */
function opened(
  interpreter: Interpreter,
  slots: Slots,
  { name, span }: { readonly name: string; readonly span: Span },
): HeapObject {
  const known = slots.entries.get(name);
  if (known?.kind === "object") return known;
  const made = makeRecord(interpreter, [], span);
  interpreter.store.write(slots, name, made);
  return made;
}

interface Exported {
  readonly name: string;
  /** `export let`: others see what it is then, not what it was. */
  readonly changes: boolean;
}

const exported = (body: readonly Statement[]): readonly Exported[] =>
  body.flatMap((statement) => {
    if (statement.type !== "ExportNamedDeclaration" || !statement.declaration) return [];
    const { declaration } = statement;
    const changes = declaration.type === "VariableDeclaration" && declaration.kind !== "const";
    return declaredNames(declaration).map((name) => ({ name, changes }));
  });
