import type { Node } from "oxc-parser";
import { lightningMember, lightningName } from "#diagnostics/catalogue.gen.ts";
import { type Interpreter, spanIn } from "../interpreter.ts";
import type { Module } from "../module.ts";
import { descendants } from "../source-place.ts";
import { memberHere, nameHere } from "./lightning-words.ts";

/** Words that make a file worth a closer look. */
const suspicious =
  /\b(?:Lightning(?:Work|Flow|App)|(?:Tracer|Popen)PythonScript|StaticWebFrontend|(?:has|is|num)_[a-z]+)\b/u;

/** `L.LightningWork`, `import { LightningFlow }`, `this.train.has_succeeded`. */
export function checkLightningNames(interpreter: Interpreter): void {
  for (const module of interpreter.loader.modules.values()) {
    if (module === undefined || module.installed || !suspicious.test(module.text)) continue;
    for (const node of descendants(module.parsed.program)) checkNode(interpreter, module, node);
  }
}

function checkNode({ sink }: Interpreter, module: Module, node: Node): void {
  const written = nameAt(node);
  if (written === undefined) return;
  const { name, place } = written;
  const span = spanIn(module, place);
  const report =
    node.type === "MemberExpression" && memberHere(name) ? lightningMember : lightningName;
  const here = report === lightningMember ? memberHere(name) : nameHere(name);
  if (here === undefined) return;
  const edits = [{ span, text: here }];
  sink.report(
    report(span, { old: name, new: here }, { fix: { title: `Write \`${here}\``, edits } }),
  );
}

/** Imports, and members of whatever; a plain use goes with its import. */
function nameAt(node: Node): { readonly name: string; readonly place: Node } | undefined {
  if (node.type === "ImportSpecifier") {
    const { imported } = node;
    return imported.type === "Identifier" ? { name: imported.name, place: imported } : undefined;
  }
  if (node.type !== "MemberExpression" || node.computed) return undefined;
  const { property } = node;
  return property.type === "Identifier" ? { name: property.name, place: property } : undefined;
}
