/**
 * Sources that nobody would write: of real ones, with bytes, words or whole nodes changed. The last kind stays
 * syntax most of the time, and also wraps nodes into what would keep a naive evaluator busy for ever.
 */
import fc from "fast-check";
import { type Node, parseSync } from "oxc-parser";

export interface Mutant {
  readonly level: "byte" | "token" | "node";
  readonly text: string;
}

/** Mutants of these sources: half of them with other bytes, which takes the least time. */
export function mutants(sources: readonly string[]): fc.Arbitrary<Mutant> {
  const bytes = byteMutant(sources).map((text) => ({ level: "byte" as const, text }));
  return fc.oneof(
    { arbitrary: bytes, weight: 2 },
    tokenMutant(sources).map((text) => ({ level: "token" as const, text })),
    nodeMutant(sources).map((text) => ({ level: "node" as const, text })),
  );
}

const offset = fc.nat(1_000_000);

function byteMutant(sources: readonly string[]): fc.Arbitrary<string> {
  const buffers = sources.map((source) => Buffer.from(source));
  const change = fc.record({
    at: offset,
    remove: fc.integer({ min: 0, max: 4 }),
    insert: fc.uint8Array({ maxLength: 4 }),
  });
  return fc
    .record({
      source: fc.constantFrom(...buffers),
      changes: fc.array(change, { minLength: 1, maxLength: 3 }),
    })
    .map(({ source, changes }) => {
      const bytes = changes.reduce((sofar, { at, remove, insert }) => {
        const start = at % (sofar.length + 1);
        return Buffer.concat([sofar.subarray(0, start), insert, sofar.subarray(start + remove)]);
      }, source);
      return bytes.toString("utf8");
    });
}

/** Cut at words and signs, so that most mutants still parse. */
const tokensOf = (source: string): readonly string[] => source.match(/\w+|\s+|[^\w\s]/g) ?? [];

function tokenMutant(sources: readonly string[]): fc.Arbitrary<string> {
  const tokens = sources.map(tokensOf);
  const vocabulary = [...new Set(tokens.flat())];
  const words = vocabulary.filter((token) => /^\w/.test(token));
  const word = fc.record({ at: offset, word: fc.constantFrom(...words) });
  const splice = fc.record({
    at: offset,
    remove: fc.integer({ min: 0, max: 3 }),
    insert: fc.array(fc.constantFrom(...vocabulary), { maxLength: 2 }),
  });
  // A word for another keeps most sources whole; a splice of anything breaks most of them.
  const change = fc.oneof({ weight: 4, arbitrary: word }, { weight: 1, arbitrary: splice });
  return fc
    .record({
      source: fc.constantFrom(...tokens),
      changes: fc.array(change, { minLength: 1, maxLength: 4 }),
    })
    .map(({ source, changes }) =>
      changes
        .reduce<readonly string[]>((sofar, one) => {
          if (!("word" in one))
            return sofar.toSpliced(one.at % (sofar.length + 1), one.remove, ...one.insert);
          const places = sofar.flatMap((token, index) => (/^\w/.test(token) ? [index] : []));
          return sofar.with(places[one.at % places.length] ?? 0, one.word);
        }, source)
        .join(""),
    );
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly kind: "expression" | "statement";
}

/** What a node is put into; `#` stands for it. */
const wrappers: Readonly<Record<Piece["kind"], readonly string[]>> = {
  expression: [
    "(() => { let x = #; for (let i = 0; i < 80; i++) x = [x, x]; return x; })()",
    "(() => { let x = #; for (let i = 0; i < 80; i++) x = { a: x, b: x }; return JSON.stringify(x); })()",
    "(() => { let s = String(#); for (let i = 0; i < 80; i++) s += s; return s; })()",
    "(() => { const o = { v: # }; o.self = o; return o; })()",
    "(() => { const all = [#]; for (const one of all) all.push(one); return all; })()",
    "(() => { let n = 0; while (true) n += [#].length; })()",
    "(function f() { return [f(), f(), #]; })()",
    "(function f(n) { return n > 0 ? f(n - 1) + f(n - 2) : #; })(60)",
    "Array.from({ length: 1e9 }, () => #)",
    "[...Array(9000).keys()].map(() => [...Array(9000).keys()].map(() => #))",
    "new Array(4294967295).fill(#)",
    "String(#).padStart(1e9)",
    "Math.random() > 0.5 ? # : [#]",
    "[1, 2, 3, 4, 5, 6, 7, 8].map((n) => (Math.random() > n ? # : n)).sort()",
    "(() => { const m = new Map(); for (let i = 0; ; i++) m.set(i, #); })()",
    "(() => { try { throw #; } catch (e) { throw e; } finally { for (;;); } })()",
    "(class A { static a = new A(); b = # })",
    "Object.fromEntries(Object.entries({ ...[#] }).flatMap((e) => [e, e]))",
    "((a, b = a, ...c) => ({ a, b, c }))(#)",
    "(# ?? #)?.a?.[#]",
    "await #",
    "({ __proto__: #, toString: #, constructor: #, get then() { return #; } })",
    "JSON.parse('['.repeat(9000) + ']'.repeat(9000))",
    `${"(".repeat(200)}#${")".repeat(200)}`,
    `${"[".repeat(300)}#${"]".repeat(300)}`,
    `${"!".repeat(300)}(#)`,
    `#${".a".repeat(200)}`,
  ],
  statement: [
    "for (;;) { # }",
    "while (Math.random()) { # }",
    "for (let i = 0; i < 1e9; i++) { # }",
    "try { # } catch { # } finally { # }",
    "if (Math.random() > 0.5) { # } else { # }",
    "switch (1) { case 1: # default: # }",
    "label: for (const x of [1, 2]) { # continue label; }",
    "{ # # }",
    "function again() { # again(); } again();",
    "",
  ],
};

const pieceOf = ({ type, start, end }: Node): Piece | undefined => {
  if (/Expression$|^Literal$|^TemplateLiteral$|^Identifier$/.test(type))
    return { start, end, kind: "expression" };
  return /Statement$|Declaration$/.test(type) && !/^Export|^Import/.test(type)
    ? { start, end, kind: "statement" }
    : undefined;
};

function piecesOf(source: string): readonly Piece[] {
  const found: Piece[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (isNode(value)) {
      const piece = pieceOf(value);
      if (piece) found.push(piece);
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(parseSync("app.ts", source).program);
  return found;
}

const isNode = (value: object): value is Node => "type" in value && "start" in value;

function nodeMutant(sources: readonly string[]): fc.Arbitrary<string> {
  const parsed = sources.map((source) => ({ source, pieces: piecesOf(source) }));
  const textsOf = (kind: Piece["kind"]) => [
    ...new Set(
      parsed.flatMap(({ source, pieces }) =>
        pieces.flatMap((one) => (one.kind === kind ? [source.slice(one.start, one.end)] : [])),
      ),
    ),
  ];
  const pool = { expression: textsOf("expression"), statement: textsOf("statement") };
  const wrap = fc.nat(9).map((roll) => roll === 0);
  const change = fc.record({ at: offset, pick: offset, wrap });
  return fc
    .record({
      from: fc.constantFrom(...parsed.filter(({ pieces }) => pieces.length > 0)),
      changes: fc.array(change, { minLength: 1, maxLength: 3 }),
    })
    .map(({ from: { source, pieces }, changes }) => {
      const edits = changes.flatMap(({ at, pick, wrap }) => {
        const piece = pieces[at % pieces.length];
        if (piece === undefined) return [];
        const own = source.slice(piece.start, piece.end);
        const list = wrap ? wrappers[piece.kind] : pool[piece.kind];
        const chosen = list[pick % list.length] ?? "";
        return [{ ...piece, text: wrap ? chosen.replaceAll("#", () => own) : chosen }];
      });
      return applied(source, edits);
    });
}

/** From the end; one that overlaps another is left out. */
function applied(source: string, edits: readonly (Piece & { readonly text: string })[]): string {
  let text = source;
  let last = Number.POSITIVE_INFINITY;
  for (const edit of edits.toSorted((a, b) => b.start - a.start)) {
    if (edit.end > last) continue;
    text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
    last = edit.start;
  }
  return text;
}
