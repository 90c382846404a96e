/** Random apps: each construction is a class of its own, made somewhere in the app with arguments of its own. */
import fc from "fast-check";
import { anyExpression, expressions, library, libraryNames } from "./expressions.ts";

export interface Program {
  /** By name, as the compiler reads them. */
  readonly files: Readonly<Record<string, string>>;
  /** All of them as the body of a function of the SDK's names, for execution. */
  readonly body: string;
  readonly constructions: number;
  /** Of a failing one, what it has of its own. */
  readonly [fc.toStringMethod]: () => string;
}

const option = fc.oneof(
  expressions.text.map((text) => `displayName: ${text}`),
  expressions.number.map((number) => `retries: ${number}`),
  expressions.truth.map((truth) => `cacheCalls: ${truth}`),
  expressions.record.map((record) => `env: ${record}`),
  fc
    .tuple(expressions.truth, expressions.number)
    .map(([truth, port]) => `...(${truth} && { port: ${port} })`),
);

const construction = fc.record({
  base: fc.constantFrom("Work", "Base", "Deeper", "mixed(Base)"),
  /** Fields, initialised in order. */
  fields: fc.array(anyExpression, { maxLength: 2 }),
  options: fc.array(option, { maxLength: 2 }),
  /** What the constructor does with its arguments. */
  body: fc.constantFrom(
    "this.args = args;",
    "this.args = args.toReversed();",
    "const [first, ...others] = args; this.first = first; this.others = { ...others };",
    "if (fast) this.args = args; else this.none = true;",
    'for (const [index, one] of args.entries()) this["arg" + index] = one;',
    "Object.assign(this, { args, copied: this.derived });",
    "this.args = args; if (chance()) this.late = args.length;",
  ),
  args: fc.array(anyExpression, { minLength: 1, maxLength: 2 }),
  place: fc.constantFrom("field", "array", "record", "loop", "choice", "helper"),
});

type Construction = typeof construction extends fc.Arbitrary<infer Made> ? Made : never;

export const programs: fc.Arbitrary<Program> = fc
  .array(construction, { minLength: 1, maxLength: 60, size: "max" })
  .map((all) => programOf(all));

const base = `export class Base extends Work {
  kept = { size, steps: [...numbers] };
  constructor({ displayName = "base", ...rest } = {}) { super({ displayName, ...rest }); }
  get derived() { return \`\${this.kept.size}:\${fixed}\`; }
  async run() {}
}
export class Deeper extends Base {
  deep = this.derived.length;
  out = new Path("out.bin");
  get derived() { return super.derived + "!"; }
}
export const mixed = (Parent) => class extends Parent { mixedIn = word; };
export const made = (Type, ...args) => new Type(...args);
`;

function classOf(one: Construction, index: number): string {
  const fields = one.fields.map((value, at) => `  field${at} = ${value};`);
  return `export class C${index} extends ${one.base} {
${fields.join("\n")}
  constructor(...args) {
    super({ ${one.options.join(", ")} });
    ${one.body}
  }
  async run() {}
}`;
}

function placed({ place, args }: Construction, index: number): string {
  const make = `new C${index}(${args.join(", ")})`;
  const places: Readonly<Record<typeof place, string>> = {
    field: make,
    array: `[${make}, ${make}]`,
    record: `{ one: ${make}, ["t" + "wo"]: { deep: ${make} } }`,
    loop: `Array.from({ length: 2 }, (_, index) => new C${index}(index, ${args.join(", ")}))`,
    choice: `fast ? ${make} : new C${index}(size)`,
    helper: `made(C${index}, ${args.join(", ")})`,
  };
  return `  c${index} = ${places[place]};`;
}

function programOf(all: readonly Construction[]): Program {
  const imports = `import { ${libraryNames.join(", ")} } from "./lib/library.ts";\n`;
  const classes = all.map(classOf).join("\n");
  const root = `class Root extends Flow {\n${all.map(placed).join("\n")}\n  async run() {}\n}\n`;
  const names = all.map((_, index) => `C${index}`).join(", ");
  const files = {
    "lib/library.ts": library,
    "lib/base.ts": `import { Path, Work } from "thunderhead";\nimport { fixed, numbers, size, word } from "./library.ts";\n${base}`,
    "parts.ts": `import { Work } from "thunderhead";\nimport { Base, Deeper, mixed } from "./lib/base.ts";\n${imports}export const parts = { count: 3 };\n${classes}\n`,
    "app.ts": `import { App, Flow } from "thunderhead";\nimport { made } from "./lib/base.ts";\nimport { ${names}, parts } from "./parts.ts";\n${imports}${root}export default new App(new Root());\n`,
  };
  const shown = () => `${classes}\n${root}`;
  return { files, body: bodyOf(files), constructions: all.length, [fc.toStringMethod]: shown };
}

/** Modules in the order in which they are evaluated, without what links them. */
const bodyOf = (files: Program["files"]): string =>
  Object.values(files)
    .join("\n")
    .replace(/^import .*$/gm, "")
    .replace(/^export default /m, "return ")
    .replace(/^export /gm, "");
