import type { Expression } from "#plan/expression.ts";
import type { Call, Constant, Output, Setting, SettingType, Statement } from "#plan/plan.ts";
import { stringLiteral } from "./escape.ts";
import { comment, widest } from "./layout.ts";
import { brokenObject, importedName, type Names, printExpression } from "./print-expression.ts";

/** Who refers to a symbol decides how its variable is declared. */
export type Visibility = "nobody" | "file" | "program";

export interface StatementContext {
  readonly names: Names;
  readonly visibility: (symbol: string) => Visibility;
}

/** The statement's lines, comments first. Imports are printed with the file's others. */
export function printStatement(statement: Statement, context: StatementContext): string {
  switch (statement.kind) {
    case "import":
      return "";
    case "resource":
    case "component":
      return printCall(statement, context);
    case "setting":
      return printSetting(statement, context);
    case "constant":
      return printConstant(statement, context);
    case "output":
      return printOutput(statement, context);
  }
}

function printCall(call: Call, { names, visibility }: StatementContext): string {
  const declaration = {
    nobody: "",
    file: `const ${names[call.symbol]}${annotation(call)} = `,
    program: `export const ${names[call.symbol]}${annotation(call)} = `,
  }[visibility(call.symbol)];
  const start = `${declaration}new ${importedName(call.callee)}(`;
  const lines = call.origin.comment.flatMap((text) => comment(text));
  return [...lines, `${start}${givenText(call, { names, start })});`].join("\n");
}

/** Two works that need each other need their types written down. */
function annotation({ arguments: given, callee }: Call): string {
  const lazy = given.entries.some(({ value }) => value.kind === "lazy");
  return lazy ? `: ${importedName(callee)}` : "";
}

/** Name, arguments, options: on one line, hugging the last, or one below the other. */
function givenText(call: Call, { names, start }: { names: Names; start: string }): string {
  const name = stringLiteral(call.logicalName);
  const all = call.options ? [call.arguments, call.options] : [call.arguments];
  const place = { names, indent: "", before: 0, after: 0 };
  const flat = [name, ...all.map((one) => printExpression(one, place))].join(", ");
  const fits = start.length + flat.length + ");".length <= widest;
  if (all.every(isShort) && fits && !flat.includes("\n")) return flat;
  const hugs = start.length + name.length + ", {".length <= widest;
  if (!call.options && hugs) return `${name}, ${brokenObject(call.arguments.entries, place)}`;
  const inner = { names, indent: "  ", before: 2, after: 1 };
  const parts = all.map((one) =>
    one.kind === "object" && !isShort(one)
      ? brokenObject(one.entries, inner)
      : printExpression(one, inner),
  );
  return `\n${[name, ...parts].map((part) => `  ${part},`).join("\n")}\n`;
}

/** More than three settings read better one below the other. */
const isShort = (given: Expression): boolean =>
  given.kind !== "object" || given.entries.length <= 3;

function printSetting(setting: Setting, { names }: StatementContext): string {
  const { namespace, key, type } = setting;
  const from = namespace ? `new pulumi.Config(${stringLiteral(namespace)})` : "config";
  const line = `export const ${names[setting.symbol]} = ${from}.${reader(type)}(${stringLiteral(key)});`;
  return withNote(line, setting.comment);
}

const readers: Readonly<Partial<Record<SettingType["kind"], string>>> = {
  string: "require",
  number: "requireNumber",
  boolean: "requireBoolean",
  secret: "requireSecret",
};

const reader = (type: SettingType): string =>
  readers[type.kind] ?? `requireObject<${typeText(type)}>`;

function typeText(type: SettingType): string {
  switch (type.kind) {
    case "string":
    case "number":
    case "boolean":
      return type.kind;
    case "secret":
      return "pulumi.Output<string>";
    case "list":
      return `${typeText(type.of)}[]`;
    case "map":
      return `Record<string, ${typeText(type.of)}>`;
    case "component":
      return type.name;
    case "record": {
      const fields = Object.entries(type.fields).map(([key, of]) => `${key}: ${typeText(of)}`);
      return `{ ${fields.join("; ")} }`;
    }
  }
}

function printConstant(constant: Constant, { names, visibility }: StatementContext): string {
  const own = visibility(constant.symbol) === "file" ? "" : "export ";
  const start = `${own}const ${names[constant.symbol]} = `;
  const place = { names, indent: "", before: start.length, after: 1 };
  const line = `${start}${printExpression(constant.value, place)};`;
  return withNote(line, constant.comment);
}

function printOutput({ identifier, value }: Output, { names }: StatementContext): string {
  const start = `export const ${identifier} = `;
  return `${start}${printExpression(value, { names, indent: "", before: start.length, after: 1 })};`;
}

function withNote(line: string, notes: readonly string[]): string {
  const [first, ...further] = notes.flatMap((note) => comment(note));
  if (first === undefined) return line;
  const whole = `${line} ${first}`;
  const fits = further.length === 0 && !line.includes("\n") && whole.length <= widest;
  return fits ? whole : [...notes.flatMap((note) => comment(note)), line].join("\n");
}
