import type { Entry, Expression, Import } from "#plan/expression.ts";
import { isPlainName, propertyKey, stringLiteral, templateText } from "./escape.ts";
import { comment, step, widest } from "./layout.ts";

/** Variable names by symbol. */
export type Names = Readonly<Record<string, string>>;

/** Where an expression begins: what stands before it on its line, and how far its line is indented. */
export interface Place {
  readonly names: Names;
  readonly indent: string;
  /** Columns taken before it, and by what must follow it on its last line (`,` or `);`). */
  readonly before: number;
  readonly after: number;
}

/** On one line where that fits and says everything, else one entry a line. */
export function printExpression(expression: Expression, place: Place): string {
  const flat = flatText(expression, place.names);
  const fits = place.before + flat.length + place.after <= widest;
  return fits && !hasNotes(expression) ? flat : broken(expression, place);
}

function hasNotes(expression: Expression): boolean {
  if (expression.kind === "array") return expression.items.some(hasNotes);
  if (expression.kind !== "object") return false;
  return expression.entries.some(({ note, value }) => note !== undefined || hasNotes(value));
}

function flatText(expression: Expression, names: Names): string {
  switch (expression.kind) {
    case "literal":
      return literalText(expression.value);
    case "reference":
      return `${names[expression.symbol]}${expression.path.map(access).join("")}`;
    case "array":
      return `[${expression.items.map((item) => flatText(item, names)).join(", ")}]`;
    case "object": {
      const entries = expression.entries.map((entry) => flatEntry(entry, names));
      return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
    }
    case "lazy":
      return `() => ${flatText(expression.value, names)}`;
    case "not":
      return `!${flatText(expression.value, names)}`;
    case "call": {
      const given = expression.arguments.map((one) => flatText(one, names));
      return `${importedName(expression.callee)}(${given.join(", ")})`;
    }
    case "interpolation":
      return `\`${expression.parts.map((part) => partText(part, names)).join("")}\``;
  }
}

const literalText = (value: string | number | boolean | null): string =>
  typeof value === "string" ? stringLiteral(value) : String(value);

const access = (key: string | number): string => {
  if (typeof key === "number") return `[${key}]`;
  return isPlainName(key) ? `.${key}` : `[${stringLiteral(key)}]`;
};

const flatEntry = ({ key, value }: Entry, names: Names): string =>
  isShorthand({ key, value }, names) ? key : `${propertyKey(key)}: ${flatText(value, names)}`;

const isShorthand = ({ key, value }: Entry, names: Names): boolean =>
  value.kind === "reference" && value.path.length === 0 && names[value.symbol] === key;

const partText = (part: string | Expression, names: Names): string =>
  typeof part === "string" ? templateText(part) : `\${${flatText(part, names)}}`;

export const importedName = (callee: Import): string =>
  callee.kind === "package" ? `${callee.namespace}.${callee.name}` : callee.name;

function broken(expression: Expression, place: Place): string {
  switch (expression.kind) {
    case "object":
      return brokenObject(expression.entries, place);
    case "array": {
      const indent = place.indent + step;
      const lines = expression.items.map((item) => {
        const text = printExpression(item, { ...place, indent, before: indent.length, after: 1 });
        return `${indent}${text},`;
      });
      return `[\n${lines.join("\n")}\n${place.indent}]`;
    }
    case "lazy":
      return `() => ${broken(expression.value, place)}`;
    case "literal":
      return typeof expression.value === "string"
        ? brokenString(expression.value, place)
        : literalText(expression.value);
    case "reference":
    case "not":
    case "call":
    case "interpolation":
      return flatText(expression, place.names);
  }
}

/** One entry a line, whether or not they would fit on one. */
export function brokenObject(entries: readonly Entry[], place: Place): string {
  const indent = place.indent + step;
  const lines = entries.flatMap((entry) => entryLines(entry, { ...place, indent }));
  return lines.length === 0 ? "{}" : `{\n${lines.join("\n")}\n${place.indent}}`;
}

/** The note stands at the end of the line, or above it where that is too narrow. */
function entryLines(entry: Entry, place: Place): readonly string[] {
  const { indent } = place;
  const text = entryText(entry, place);
  const [note, ...further] = entry.note === undefined ? [] : comment(entry.note);
  if (note === undefined || entry.note === undefined) return [text];
  const whole = `${text} ${note}`;
  const fits = further.length === 0 && !text.includes("\n") && whole.length <= widest;
  return fits ? [whole] : [...comment(entry.note, indent), text];
}

function entryText(entry: Entry, { names, indent }: Place): string {
  if (isShorthand(entry, names)) return `${indent}${entry.key},`;
  const key = keyText(entry.key, indent);
  const before = indent.length + (key.split("\n").at(-1)?.length ?? 0) + 2;
  const value = printExpression(entry.value, { names, indent, before, after: 1 });
  return `${indent}${key}: ${value},`;
}

/** A key that is wider than a line is computed from pieces. */
function keyText(key: string, indent: string): string {
  const plain = propertyKey(key);
  if (indent.length + plain.length + 3 <= widest / 2 + indent.length) return plain;
  const text = brokenString(key, { names: {}, indent, before: indent.length + 1, after: 3 });
  return `[${text}]`;
}

/** `"…" +` over several lines. */
function brokenString(text: string, { indent }: Place): string {
  const inner = indent + step;
  // An escape is six columns at most, and a quote on each side and ` +` come to five.
  const room = Math.max(8, widest - inner.length - 6);
  const lines = escapedPieces(text, room);
  return lines.length < 2
    ? stringLiteral(text)
    : `\n${lines.map((line) => `${inner}${line}`).join(" +\n")}`;
}

function escapedPieces(text: string, room: number): readonly string[] {
  const whole = stringLiteral(text);
  if (whole.length <= room) return [whole];
  const found: string[] = [];
  let piece = "";
  for (const letter of text) {
    if (stringLiteral(piece + letter).length > room) {
      found.push(stringLiteral(piece));
      piece = "";
    }
    piece += letter;
  }
  return [...found, stringLiteral(piece)];
}
