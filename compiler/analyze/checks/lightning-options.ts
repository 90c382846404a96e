import { lightningDrive, lightningOption, lightningParallel } from "#diagnostics/catalogue.gen.ts";
import type { Fix } from "#diagnostics/diagnostic.ts";
import type { Span } from "#source/span.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { ownEntries } from "../member.ts";
import { ancestors, moduleOf, textAt } from "../source-place.ts";
import { choicesOf, spanOf, type Value } from "../value.ts";
import type { Picture } from "./checks.ts";
import { optionHere } from "./lightning-words.ts";

/** Options and names as Lightning Apps write them: nobody here would read them. */
export function checkLightningOptions(interpreter: Interpreter, picture: Picture): void {
  for (const work of picture.works) {
    if (work.facts?.kind !== "work") continue;
    checkRecord(interpreter, work.facts.options);
    for (const compute of computesIn(work.facts.options)) checkRecord(interpreter, compute);
    for (const [, field] of ownEntries(work)) checkProtocol(interpreter, field);
    for (const given of work.facts.making?.arguments ?? []) checkProtocol(interpreter, given);
  }
}

const computesIn = (options: Value): readonly Value[] =>
  recordsIn(options).flatMap((record) =>
    ownEntries(record).flatMap(([, value]) =>
      value.kind === "object" && value.facts?.kind === "compute" ? [value.facts.options] : [],
    ),
  );

const recordsIn = (value: Value): readonly HeapObject[] =>
  choicesOf(value).flatMap(({ value: one }) =>
    one.kind === "object" && one.body.kind === "record" ? [one] : [],
  );

function checkRecord(interpreter: Interpreter, options: Value): void {
  for (const [key, value] of recordsIn(options).flatMap(ownEntries)) {
    const here = optionHere(key);
    if (here === undefined && key !== "parallel") continue;
    const place = propertyAt(interpreter, value, key);
    const span = place?.key ?? spanOf(value);
    if (here === undefined) {
      const fix = place && { title: "Leave it away", edits: [{ span: place.whole, text: "" }] };
      interpreter.sink.report(lightningParallel(span, {}, { fix }));
    } else {
      const fix = place && renamed(place.key, here);
      interpreter.sink.report(lightningOption(span, { old: key, new: here }, { fix }));
    }
  }
}

const renamed = (span: Span, text: string): Fix => ({
  title: `Call it \`${text}\``,
  edits: [{ span, text }],
});

/** Where `key: value` stands, with the comma behind it; absent where the value comes from elsewhere. */
function propertyAt(
  interpreter: Interpreter,
  value: Value,
  key: string,
): { readonly key: Span; readonly whole: Span } | undefined {
  const at = spanOf(value);
  const module = moduleOf(interpreter, at.file);
  const property =
    module && ancestors(module.parsed.program, at).findLast(({ type }) => type === "Property");
  if (property?.type !== "Property" || module === undefined) return undefined;
  const { file } = at;
  const { start, end } = property.key;
  if (!new RegExp(`^["']?${key}["']?$`, "u").test(module.text.slice(start, end))) return undefined;
  const comma = /^\s*,[ \t]*/u.exec(module.text.slice(property.end))?.[0] ?? "";
  return {
    key: { file, start, end },
    whole: { file, start: property.start, end: property.end + comma.length },
  };
}

/** `new Drive("lit://models")` */
function checkProtocol(interpreter: Interpreter, field: Value): void {
  if (field.kind !== "object") return;
  const { facts } = field;
  const given =
    facts?.kind === "drive" ? facts.name : facts?.kind === "path" ? facts.path : undefined;
  if (given?.kind !== "known" || typeof given.value !== "string") return;
  if (!given.value.startsWith("lit://")) return;
  const bare = given.value.slice("lit://".length);
  const literal = /^["']lit:\/\//u.test(textAt(interpreter, given.span));
  const start = given.span.start + 1;
  const protocol = { ...given.span, start, end: start + "lit://".length };
  const fix = literal
    ? { title: "Leave the protocol away", edits: [{ span: protocol, text: "" }] }
    : undefined;
  interpreter.sink.report(lightningDrive(given.span, { name: given.value, bare }, { fix }));
}
