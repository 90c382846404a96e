/**
 * Random well-typed expressions over numbers, texts, lists and records, in the forms that people write: helpers,
 * closures, loops, destructuring, classes, collections, conditions. `chance()` is something that the compiler
 * cannot know and a run answers; `size` and `fast` are configuration, of which it knows the possibilities.
 */
import fc from "fast-check";

export interface Kinds {
  readonly number: string;
  readonly text: string;
  readonly truth: string;
  readonly list: string;
  readonly record: string;
}

type Form = readonly [template: string, ...holes: (keyof Kinds)[]];

const fill = (template: string, parts: readonly string[]): string =>
  template.replace(/#(\d)/g, (_, index: string) => `(${parts[Number(index)] ?? "0"})`);

/** Statements, in a function that is called on the spot. */
const block = (code: string, ...holes: (keyof Kinds)[]): Form => [
  `(() => { ${code} })()`,
  ...holes,
];

const numbers: readonly Form[] = [
  ["(#0 + #1)", "number", "number"],
  ["(#0 * #1)", "number", "number"],
  ["(#0 - #1)", "number", "number"],
  ["(#0 % #1)", "number", "number"],
  ["(-#0)", "number"],
  ["Math.max(#0, #1)", "number", "number"],
  ["Math.round(#0 / 3)", "number"],
  ["Number(#0)", "text"],
  ["#0.length", "list"],
  ["#0.length", "text"],
  ["(#0 ? #1 : #2)", "truth", "number", "number"],
  ["sum(#0)", "list"],
  ["(#0.a ?? #1)", "record", "number"],
  ["(#0?.b?.length ?? #1)", "record", "number"],
  ["(#0.at(-1) ?? #1)", "list", "number"],
  ["applyTwice((n) => n + #0, #1)", "number", "number"],
  ["fallback({ first: #0 })", "number"],
  ["fallback()"],
  ["new Counter(#0).add(#1).total", "number", "number"],
  ["new Doubled(#0).add(#1).total", "number", "number"],
  ["Doubled.of(#0, #1)", "number", "number"],
  ["#0.reduce((a, b) => a + b, #1)", "list", "number"],
  ["#0.findIndex((one) => one > #1)", "list", "number"],
  ["#0.indexOf(#1)", "list", "number"],
  ["new Set(#0).size", "list"],
  ["((a, b = a + 1, ...rest) => a + b + rest.length)(...#0.slice(0, 4))", "list"],
  ["[...counted(#0)].length", "number"],
  block("let n = #0; for (const one of #1) n += one; return n;", "number", "list"),
  block("if (#0) return #1; return #2;", "truth", "number", "number"),
  block("let n = #0; if (#1) { n = #2; } else { n++; } return n;", "number", "truth", "number"),
  block(
    "for (const one of #0) { if (one > #1) return one; } return #2;",
    "list",
    "number",
    "number",
  ),
  block(
    "let n = 0; while (n < 5) { n++; if (#0) continue; if (n > #1) break; } return n;",
    "truth",
    "number",
  ),
  block("let n = 0; do { n += 2; } while (n < #0 && n < 9); return n;", "number"),
  block(
    "let n = 0; outer: for (let i = 0; i < 3; i++) for (const one of #0) { if (one > #1) continue outer; if (i > 1) break outer; n += one; } return n;",
    "list",
    "number",
  ),
  block("let n = 0; for (const key in #0) n += key.length; return n;", "record"),
  block(
    "try { if (#0) throw #1; return #2; } catch (error) { return error + 1; }",
    "truth",
    "number",
    "number",
  ),
  block(
    "let n = 1; try { n += #0; if (#1) return n; } finally { n = 9; } return n + 100;",
    "number",
    "truth",
  ),
  block("try { return #0.missing.length; } catch { return #1; }", "record", "number"),
  block(
    "switch (#0 % 3) { case 0: return #1; case 1: break; default: return 7; } return 9;",
    "number",
    "number",
  ),
  block(
    'switch (size) { case "small": return #0; case "medium": case "large": return #1; }',
    "number",
    "number",
  ),
  block("const { a = #1, ...rest } = #0; return a + Object.keys(rest).length;", "record", "number"),
  block("let [x, y = #1] = #0; [x, y] = [y, x]; return x ?? y;", "list", "number"),
  block(
    "const c = new Counter(#0); if (#1) c.add(#2); return c.total;",
    "number",
    "truth",
    "number",
  ),
  block("const xs = #0; xs.push(#1); return xs.pop() + xs.length;", "list", "number"),
  block(
    "const m = new Map(Object.entries(#0)); m.set('z', #1); return m.get('z') + (m.has('a') ? 1 : 0) + m.size;",
    "record",
    "number",
  ),
  block(
    "let n = #0; const bump = () => { n += #1; return n; }; bump(); return bump() + n;",
    "number",
    "number",
  ),
  block("const o = #0; o.a ??= #1; o.a &&= o.a + 1; return o.a;", "record", "number"),
  block("const a = #0; const b = a; b.push(1); return a.length;", "list"),
];

const texts: readonly Form[] = [
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the template is the generated program's.
  ["`<${#0}|${#1}>`", "number", "text"],
  ["(#0 + #1)", "text", "text"],
  ["#0.toUpperCase()", "text"],
  ["#0.slice(1)", "text"],
  ["#0.padStart(3, '*')", "text"],
  ["#0.join('-')", "list"],
  ["Object.keys(#0).join()", "record"],
  ["(#0 ? #1 : #2)", "truth", "text", "text"],
  ["JSON.stringify(#0)", "record"],
  ["String(#0)", "number"],
  ["(typeof #0)", "number"],
  ["#0.split('').toReversed().join('')", "text"],
  ["pick(#0, #1)", "record", "text"],
  ["new Named(#0).label", "text"],
  ["(#0 || #1)", "text", "text"],
  ["({ small: #0, medium: #1, large: 'L' })[size]", "text", "text"],
  block(
    "const parts = []; for (const [key, value] of Object.entries(#0)) parts.push(key + '=' + value); return parts.join(';');",
    "record",
  ),
];

const truths: readonly Form[] = [
  ["(#0 < #1)", "number", "number"],
  ["(#0 === #1)", "text", "text"],
  ["(#0 !== #1)", "number", "number"],
  ["!#0", "truth"],
  ["(#0 && #1)", "truth", "truth"],
  ["(#0 || #1)", "truth", "truth"],
  ["#0.includes(#1)", "list", "number"],
  ["('b' in #0)", "record"],
  ["Object.hasOwn(#0, 'a')", "record"],
  ["#0.some((one) => one > #1)", "list", "number"],
  ["#0.every((one) => one > #1)", "list", "number"],
  ["#0.startsWith(#1)", "text", "text"],
  ["Array.isArray(#0)", "list"],
  ["(new Doubled(#0) instanceof Counter)", "number"],
];

const lists: readonly Form[] = [
  ["[#0, #1]", "number", "number"],
  ["[...#0, #1]", "list", "number"],
  ["[...(#0 ? [#1] : []), #2]", "truth", "number", "number"],
  ["#0.map((one, index) => one + index * #1)", "list", "number"],
  ["#0.filter((one) => one > #1)", "list", "number"],
  ["Array.from({ length: 3 }, (_, index) => index + #0)", "number"],
  ["Object.values(#0)", "record"],
  ["#0.flatMap((one) => (one > #1 ? [one, 1] : []))", "list", "number"],
  ["#0.toSorted((a, b) => a - b)", "list"],
  ["#0.slice(1)", "list"],
  ["#0.concat(#1)", "list", "list"],
  ["(#0 ? #1 : #2)", "truth", "list", "list"],
  ["[...new Set(#0)]", "list"],
  ["[...new Map([[#0, 1], [#1, 2]]).values()]", "number", "number"],
  ["[...counted(2)].map((n) => n + #0)", "number"],
  block("const [head = #1, ...tail] = #0; return [...tail, head];", "list", "number"),
  block(
    "const made = []; for (let i = 0; i < 3; i++) made.push(() => i + #0); return made.map((f) => f());",
    "number",
  ),
  block(
    "const xs = #0; if (#1) xs.push(#2); else xs.unshift(#2); return xs;",
    "list",
    "truth",
    "number",
  ),
  block("const xs = #0; xs.splice(1, 1, #1); return xs;", "list", "number"),
  block("const xs = #0; for (const one of xs) if (xs.length < 5) xs.push(one); return xs;", "list"),
];

const records: readonly Form[] = [
  ["{ a: #0, b: #1 }", "number", "number"],
  ["{ ...#0, b: #1 }", "record", "number"],
  ["{ ...(#0 && { b: #1 }), a: 1 }", "truth", "number"],
  ["{ [#0]: #1 }", "text", "number"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the template is the generated program's.
  ["Object.fromEntries(#0.map((one, index) => [`k${index}`, one]))", "list"],
  ["Object.assign({}, #0, #1)", "record", "record"],
  ["(#0 ? #1 : #2)", "truth", "record", "record"],
  ["structuredClone(#0)", "record"],
  ["{ get g() { return #0; }, a: 2 }", "number"],
  ["withDefaults(#0)", "record"],
  block(
    "const made = { ...#0 }; if (#1) made.extra = #2; return made;",
    "record",
    "truth",
    "number",
  ),
  block("const made = { ...#0 }; delete made.a; return made;", "record"),
  block("const { a, ...rest } = #0; return rest;", "record"),
  block(
    "const a = { inner: #0 }; const b = { ...a }; b.inner.a = #1; return a.inner;",
    "record",
    "number",
  ),
];

const forms: Readonly<Record<keyof Kinds, readonly Form[]>> = {
  number: numbers,
  text: texts,
  truth: truths,
  list: lists,
  record: records,
};

const leaves: { readonly [Kind in keyof Kinds]: fc.Arbitrary<string> } = {
  number: fc.constantFrom("0", "1", "2", "5", "-3", "fixed", "limits.most", "parts.count"),
  text: fc.constantFrom('"a"', '"bc"', '""', "word", "size"),
  truth: fc.constantFrom("true", "false", "fast", 'size === "large"', "fast", "chance()", "maybe"),
  list: fc.constantFrom("[]", "[1, 2, 3]", "[...numbers]", "limits.steps.slice()"),
  record: fc.constantFrom("{}", "{ a: 1 }", "{ ...options }"),
};

export const expressions = fc.letrec<Kinds>((tie) => {
  const kind = (name: keyof Kinds): fc.Arbitrary<string> => {
    const made = forms[name].map(([template, ...holes]) =>
      fc.tuple(...holes.map((hole) => tie(hole))).map((parts) => fill(template, parts.map(String))),
    );
    // Many small expressions find more in the same time than few large ones.
    const leaf = { arbitrary: leaves[name], weight: made.length };
    const whole = made.map((arbitrary) => ({ arbitrary, weight: 1 }));
    return fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, ...whole);
  };
  return {
    number: kind("number"),
    text: kind("text"),
    truth: kind("truth"),
    list: kind("list"),
    record: kind("record"),
  };
});

export const anyExpression: fc.Arbitrary<string> = fc.oneof(
  expressions.number,
  expressions.text,
  expressions.truth,
  expressions.list,
  expressions.record,
);

/** What the expressions stand on: consts and functions of other modules. */
export const library = `import { config } from "thunderhead";
export const size = config.oneOf("size", ["small", "medium", "large"], "small");
export const fast = config.boolean("fast", false);
export const chance = () => Date.now() > 0;
export const maybe = Date.now() > 1;
export const fixed = 4;
export const word = \`w\${fixed}\`;
export const numbers = [3, 1, 2];
export const options = { a: 2, c: 5 } as const;
export const limits = Object.freeze({ most: fixed * 2, steps: [1, 2] });
export const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);
export const applyTwice = (f: (n: number) => number, n: number): number => f(f(n));
export function fallback({ first = fixed, then = { more: 1 } } = {}) { return first + then.more; }
export const pick = (from: Record<string, unknown>, key: string): string => String(from[key] ?? "none");
export const withDefaults = ({ a = 1, ...rest }) => ({ a, ...rest, z: true });
export function* counted(n: number) { for (let i = 0; i < Math.min(n, 4); i++) yield i; }
export class Counter {
  #total = 0;
  static made = 0;
  constructor(start: number) { this.#total = start; }
  get total() { return this.#total; }
  set total(value) { this.#total = value; }
  add(n: number) { this.#total += n; return this; }
}
export class Doubled extends Counter {
  factor = 2;
  override add(n: number) { return super.add(n * this.factor); }
  static of(a: number, b: number) { const made = new this(a); made.total += b; return made.total; }
}
const Labelled = (Base) => class extends Base { get label() { return \`[\${this.name}]\`; } };
export class Named extends Labelled(class { constructor(name) { this.name = name; } }) {}
`;

/** Names that a module which uses expressions imports. */
export const libraryNames =
  "size fast chance maybe fixed word numbers options limits sum applyTwice fallback pick withDefaults counted Counter Doubled Named".split(
    " ",
  );
