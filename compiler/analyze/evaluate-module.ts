import { resolveImport } from "#parse/resolve.ts";
import { barrier } from "./branch.ts";
import { normal, Thrown } from "./completion.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import type { Module } from "./module.ts";
import { defaultName } from "./module-names.ts";
import { evaluateNamed } from "./named.ts";
import { declare } from "./scope.ts";
import { evaluateClass, execute } from "./semantics.ts";
import { hoist } from "./statement.ts";
import { newStrand } from "./strand.ts";
import { known } from "./value.ts";
import { topLevelVariables } from "./variables.ts";

/** Runs a module's top level once, its imports first, as the language does; packages' only when something of theirs is read. */
export function evaluateModule(interpreter: Interpreter, module: Module): void {
  if (module.state !== "linked") return;
  module.state = "evaluating";
  apart(interpreter, () => runModule(interpreter, module));
  module.state = "done";
}

/** A package is first read somewhere in the middle of a branch, and is none of that branch's business. */
function apart(interpreter: Interpreter, run: () => void): void {
  const { undecided, tries, quiet, phase, strand } = interpreter;
  const pendings = interpreter.pendings.splice(0);
  const assumptions = interpreter.assumptions.splice(0);
  const chains = interpreter.chains.splice(0);
  interpreter.undecided = interpreter.tries = interpreter.quiet = 0;
  interpreter.strand = newStrand(interpreter.store);
  if (phase.kind !== "constant") interpreter.phase = { kind: "construct" };
  try {
    interpreter.store.outside(run);
  } finally {
    interpreter.pendings.push(...pendings);
    interpreter.assumptions.push(...assumptions);
    interpreter.chains.push(...chains);
    interpreter.undecided = undecided;
    interpreter.tries = tries;
    interpreter.quiet = quiet;
    interpreter.phase = phase;
    interpreter.strand = strand;
  }
}

function runModule(interpreter: Interpreter, module: Module): void {
  const place: Place = { scope: module.scope, module };
  const { body } = module.parsed.program;
  if (!module.commonJs) declare(interpreter, module.scope, "this", known(undefined, module.start));
  for (const name of topLevelVariables(body))
    declare(interpreter, module.scope, name, known(undefined, module.start));
  hoist(interpreter, body, place);
  for (const node of body) evaluateDependency(interpreter, module, node);
  try {
    barrier(
      interpreter,
      () => {
        for (const node of body) evaluateTopLevel(interpreter, node, place);
        return normal;
      },
      {
        span: module.start,
        absorb: (completion) => (completion.kind === "throw" ? completion : normal),
      },
    );
  } catch (thrown) {
    if (!(thrown instanceof Thrown)) throw thrown;
    module.thrown = thrown.value;
  }
}

function evaluateDependency(
  interpreter: Interpreter,
  module: Module,
  node: Module["parsed"]["program"]["body"][number],
): void {
  if (
    node.type !== "ImportDeclaration" &&
    node.type !== "ExportNamedDeclaration" &&
    node.type !== "ExportAllDeclaration"
  )
    return;
  if (!node.source) return;
  const resolution = resolveImport(node.source.value, module.path, interpreter.loader.context.host);
  if (resolution.kind !== "source" || resolution.installed) return;
  const loaded = interpreter.loader.modules.get(resolution.path);
  if (loaded && !loaded.installed) evaluateModule(interpreter, loaded);
}

function evaluateTopLevel(
  interpreter: Interpreter,
  node: Module["parsed"]["program"]["body"][number],
  place: Place,
): void {
  if (node.type !== "ExportDefaultDeclaration") {
    execute(interpreter, node, place);
    return;
  }
  const { declaration } = node;
  if (
    declaration.type === "TSInterfaceDeclaration" ||
    (declaration.type === "FunctionDeclaration" && declaration.id)
  )
    return;
  const value =
    declaration.type === "ClassDeclaration" && declaration.id === null
      ? evaluateClass(interpreter, declaration, place, "default")
      : evaluateNamed(interpreter, declaration, place, "default");
  declare(interpreter, place.scope, defaultName(node), value);
}
