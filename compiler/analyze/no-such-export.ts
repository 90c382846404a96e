import { moduleNoSuchExport } from "#diagnostics/catalogue.gen.ts";
import { didYouMean } from "#diagnostics/words.ts";
import type { Span } from "#source/span.ts";
import { nameHere } from "./checks/lightning-words.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Source } from "./module.ts";
import { alreadyExplained } from "./structure.ts";
import { type Unknown, unknown } from "./value.ts";

/** A name that Thunderhead does not have, at its first use: one that is a type only is never looked up. */
export function noSuchExport(
  interpreter: Interpreter,
  { exports }: Extract<Source, { kind: "sdk" }>,
  { name, span }: { readonly name: string; readonly span: Span },
): Unknown {
  const entries = Object.entries(interpreter.loader.sdk);
  const module = entries.find(([, one]) => one === exports)?.[0] ?? "thunderhead";
  const other = entries.find(([, one]) => Object.hasOwn(one, name))?.[0];
  const hint = other === undefined ? didYouMean(name, Object.keys(exports)) : `\`${other}\` does.`;
  const cause = unknown(span, `\`${module}\` exports no \`${name}\``);
  // What was renamed is told as such.
  const isTold = nameHere(name) !== undefined || span.file.includes("node_modules/");
  if (!isTold && !alreadyExplained(interpreter, cause))
    interpreter.sink.report(moduleNoSuchExport(span, { module, name, hint }));
  return { ...cause, reported: true };
}
