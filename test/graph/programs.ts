import fc from "fast-check";

/**
 * Random well-typed programs that construct works. `chance()` is something the compiler cannot know and a run
 * answers; everything else is ordinary code over numbers, texts, lists and records.
 */
export interface GeneratedProgram {
  readonly source: string;
}

interface Kinds {
  readonly number: string;
  readonly text: string;
  readonly truth: string;
  readonly list: string;
  readonly record: string;
}

const fill = (template: string, parts: readonly string[]): string =>
  template.replace(/#(\d)/g, (_, index: string) => `(${parts[Number(index)] ?? "0"})`);

/** A template with the kinds of its holes. */
const forms: Readonly<Record<keyof Kinds, readonly (readonly [string, ...(keyof Kinds)[]])[]>> = {
  number: [
    ["(#0 + #1)", "number", "number"],
    ["(#0 * #1)", "number", "number"],
    ["(#0 - #1)", "number", "number"],
    ["Math.max(#0, #1)", "number", "number"],
    ["#0.length", "list"],
    ["#0.length", "text"],
    ["(#0 ? #1 : #2)", "truth", "number", "number"],
    ["sum(#0)", "list"],
    ["(#0.a ?? #1)", "record", "number"],
    ["(#0.at(0) ?? #1)", "list", "number"],
    ["(() => { let n = #0; for (const one of #1) n += one; return n; })()", "number", "list"],
    ["(() => { if (#0) return #1; return #2; })()", "truth", "number", "number"],
    [
      "(() => { let n = #0; if (#1) { n = #2; } else { n++; } return n; })()",
      "number",
      "truth",
      "number",
    ],
    [
      "(() => { for (const one of #0) { if (one > #1) return one; } return #2; })()",
      "list",
      "number",
      "number",
    ],
    [
      "(() => { let n = 0; while (n < 5) { n++; if (#0) continue; if (n > #1) break; } return n; })()",
      "truth",
      "number",
    ],
    [
      "(() => { try { if (#0) throw #1; return #2; } catch (error) { return error + 1; } })()",
      "truth",
      "number",
      "number",
    ],
    [
      "(() => { switch (#0 % 3) { case 0: return #1; case 1: break; default: return 7; } return 9; })()",
      "number",
      "number",
    ],
    [
      "(() => { const { a = #1, ...rest } = #0; return a + Object.keys(rest).length; })()",
      "record",
      "number",
    ],
    ["new Counter(#0).add(#1).total", "number", "number"],
    ["new Doubled(#0).add(#1).total", "number", "number"],
    [
      "(() => { const c = new Counter(#0); if (#1) c.add(#2); return c.total; })()",
      "number",
      "truth",
      "number",
    ],
    ["#0.reduce((a, b) => a + b, #1)", "list", "number"],
    ["#0.findIndex((one) => one > #1)", "list", "number"],
    ["(() => { const xs = #0; xs.push(#1); return xs.pop() + xs.length; })()", "list", "number"],
    [
      "(() => { const m = new Map(Object.entries(#0)); m.set('z', #1); return m.size ?? 0, m.get('z') + (m.has('a') ? 1 : 0); })()",
      "record",
      "number",
    ],
  ],
  text: [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the template is the generated program's.
    ["`<${#0}|${#1}>`", "number", "text"],
    ["(#0 + #1)", "text", "text"],
    ["#0.toUpperCase()", "text"],
    ["#0.join('-')", "list"],
    ["Object.keys(#0).join()", "record"],
    ["(#0 ? #1 : #2)", "truth", "text", "text"],
    ["JSON.stringify(#0)", "record"],
    ["(typeof #0)", "number"],
    ["#0.split('').toReversed().join('')", "text"],
  ],
  truth: [
    ["(#0 < #1)", "number", "number"],
    ["(#0 === #1)", "text", "text"],
    ["!#0", "truth"],
    ["(#0 && #1)", "truth", "truth"],
    ["(#0 || #1)", "truth", "truth"],
    ["#0.includes(#1)", "list", "number"],
    ["('b' in #0)", "record"],
    ["#0.some((one) => one > #1)", "list", "number"],
  ],
  list: [
    ["[#0, #1]", "number", "number"],
    ["[...#0, #1]", "list", "number"],
    ["#0.map((one, index) => one + index * #1)", "list", "number"],
    ["#0.filter((one) => one > #1)", "list", "number"],
    ["Array.from({ length: 3 }, (_, index) => index + #0)", "number"],
    ["Object.values(#0)", "record"],
    ["#0.flatMap((one) => (one > #1 ? [one, 1] : []))", "list", "number"],
    ["#0.toSorted((a, b) => a - b)", "list"],
    ["#0.slice(1)", "list"],
    ["(#0 ? #1 : #2)", "truth", "list", "list"],
    ["(() => { const [head = #1, ...tail] = #0; return [...tail, head]; })()", "list", "number"],
    [
      "(() => { const made = []; for (let i = 0; i < 3; i++) made.push(() => i + #0); return made.map((f) => f()); })()",
      "number",
    ],
  ],
  record: [
    ["{ a: #0, b: #1 }", "number", "number"],
    ["{ ...#0, b: #1 }", "record", "number"],
    ["{ [#0]: #1 }", "text", "number"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the template is the generated program's.
    ["Object.fromEntries(#0.map((one, index) => [`k${index}`, one]))", "list"],
    ["Object.assign({}, #0, #1)", "record", "record"],
    ["(#0 ? #1 : #2)", "truth", "record", "record"],
    [
      "(() => { const made = { ...#0 }; if (#1) made.extra = #2; return made; })()",
      "record",
      "truth",
      "number",
    ],
    ["(() => { const made = { ...#0 }; delete made.a; return made; })()", "record"],
  ],
};

const leaves: { readonly [Kind in keyof Kinds]: fc.Arbitrary<string> } = {
  number: fc.constantFrom("0", "1", "2", "5", "-3", "fixed"),
  text: fc.constantFrom('"a"', '"bc"', '""', "word"),
  truth: fc.constantFrom("true", "false", "chance()", "maybe"),
  list: fc.constantFrom("[]", "[1, 2, 3]", "[...numbers]"),
  record: fc.constantFrom("{}", "{ a: 1 }", "{ ...options }"),
};

const expressions = fc.letrec<Kinds>((tie) => {
  const kind = (name: keyof Kinds): fc.Arbitrary<string> => {
    const made = forms[name].map(([template, ...holes]) =>
      fc.tuple(...holes.map((hole) => tie(hole))).map((parts) => fill(template, parts.map(String))),
    );
    return fc.oneof({ maxDepth: 4, withCrossShrink: true }, leaves[name], ...made);
  };
  return {
    number: kind("number"),
    text: kind("text"),
    truth: kind("truth"),
    list: kind("list"),
    record: kind("record"),
  };
});

const anyArgument = fc.oneof(
  expressions.number,
  expressions.text,
  expressions.truth,
  expressions.list,
  expressions.record,
);

/** The same text is analysed and executed. */
export const programs: fc.Arbitrary<GeneratedProgram> = fc
  .array(fc.array(anyArgument, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
  .map((works) => ({ source: programOf(works) }));

const programOf = (
  works: readonly (readonly string[])[],
): string => `import { App, Flow, Work } from "thunderhead";
const chance = () => Date.now() > 0;
const maybe = Date.now() > 1;
const fixed = 4;
const word = "word";
const numbers = [3, 1, 2];
const options = { a: 2, c: 5 };
const sum = (list) => list.reduce((a, b) => a + b, 0);
class Counter {
  #total = 0;
  constructor(start) { this.#total = start; }
  get total() { return this.#total; }
  add(n) { this.#total += n; return this; }
}
class Doubled extends Counter {
  factor = 2;
  add(n) { return super.add(n * this.factor); }
}
class Any extends Work {
  constructor(...args) { super(); this.args = args; }
  async run() {}
}
class Root extends Flow {
${works.map((args, index) => `  w${index} = new Any(${args.join(", ")});`).join("\n")}
  async run() {}
}
export default new App(new Root());
`;
