import { moduleNoSuchExport } from "#diagnostics/catalogue.gen.ts";
import { didYouMean } from "#diagnostics/words.ts";
import type { Span } from "#source/span.ts";
import { nameHere } from "./checks/lightning-words.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Source } from "./module.ts";
import { type Unknown, unknown } from "./value.ts";

/** A name that Thunderhead does not have, at its first use: one that is a type only is never looked up. */
export function noSuchExport(
  { sink, explained, loader: { sdk } }: Interpreter,
  { exports }: Extract<Source, { kind: "sdk" }>,
  { name, span }: { readonly name: string; readonly span: Span },
): Unknown {
  const entries = Object.entries(sdk);
  const module = entries.find(([, one]) => one === exports)?.[0] ?? "thunderhead";
  const other = entries.find(([, one]) => Object.hasOwn(one, name))?.[0];
  const hint = other === undefined ? didYouMean(name, Object.keys(exports)) : `\`${other}\` does.`;
  const key = `${span.file}:${span.start}:${span.end}`;
  // What was renamed is told as such.
  const isTold = nameHere(name) !== undefined || span.file.includes("node_modules/");
  if (!explained.has(key) && !isTold) {
    explained.add(key);
    sink.report(moduleNoSuchExport(span, { module, name, hint }));
  }
  return unknown(span, `\`${module}\` exports no \`${name}\``, { reported: true });
}
