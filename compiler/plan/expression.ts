/**
 * Plan: what a provider answers. Files of calls to resources and program components, with arguments as a
 * closed union of expressions; no text, so that printing, testing and counting all read the same data.
 */

/** Values an emitted program can spell. Whether something is plain, a property or an interpolation is decided in lower. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "array"; readonly items: readonly Expression[] }
  | ObjectExpression
  /** Something another call, setting or constant of the plan exports, and a property path into it. */
  | {
      readonly kind: "reference";
      readonly symbol: string;
      readonly path: readonly (string | number)[];
    }
  /** `() => value`, for what two files need of each other: it is looked up when both have run. */
  | { readonly kind: "lazy"; readonly value: Expression }
  /** `!value`, of a setting. */
  | { readonly kind: "not"; readonly value: Expression }
  /** A template string of values known when the program starts. */
  | { readonly kind: "interpolation"; readonly parts: readonly (string | Expression)[] }
  /** A function of a program component or of the Pulumi SDK. */
  | {
      readonly kind: "call";
      readonly callee: Import;
      readonly arguments: readonly Expression[];
    };

export interface ObjectExpression {
  readonly kind: "object";
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: string;
  readonly value: Expression;
  /** A comment at the end of the entry's line: where the app decided this. */
  readonly note?: string | undefined;
}

/** Declared by the node that needs it; gathered, sorted and printed once per file. */
export type Import =
  /** `import * as efs from "@pulumi/aws/efs/index.js"` and the member used. */
  | {
      readonly kind: "package";
      readonly module: string;
      readonly namespace: string;
      readonly name: string;
    }
  /** `import { WorkMachines } from "../components/work-machines.ts"`; the file is relative to infra/. */
  | { readonly kind: "component"; readonly file: string; readonly name: string };

export const literal = (value: string | number | boolean | null): Expression => ({
  kind: "literal",
  value,
});
export const array = (items: readonly Expression[]): Expression => ({ kind: "array", items });
export const reference = (symbol: string, ...path: readonly (string | number)[]): Expression => ({
  kind: "reference",
  symbol,
  path,
});

export const not = (value: Expression): Expression => ({ kind: "not", value });

/** Entries whose value is `undefined` are left out, so that callers can write options in place. */
export const object = (
  entries: Readonly<Record<string, Expression | Noted | undefined>>,
): ObjectExpression => ({
  kind: "object",
  entries: Object.entries(entries).flatMap(([key, entry]) => {
    if (entry === undefined) return [];
    return "note" in entry
      ? [{ key, value: entry.value, note: entry.note }]
      : [{ key, value: entry }];
  }),
});

export interface Noted {
  readonly value: Expression;
  readonly note: string | undefined;
}
export const noted = (value: Expression, note: string | undefined): Noted => ({ value, note });

/** Plain data as an expression. */
export function data(value: Data): Expression {
  if (typeof value !== "object" || value === null) return literal(value);
  if (isList(value)) return array(value.map(data));
  const entries = Object.entries(value).flatMap(([key, one]) =>
    one === undefined ? [] : [{ key, value: data(one) }],
  );
  return { kind: "object", entries };
}

export type Data =
  | string
  | number
  | boolean
  | null
  | readonly Data[]
  | { readonly [key: string]: Data | undefined };

/** `Array.isArray` does not narrow readonly lists. */
const isList = (value: Data): value is readonly Data[] => Array.isArray(value);

/** Symbols that an expression refers to; `eager` leaves out those it looks up later. */
export function symbolsIn(expression: Expression, which: "all" | "eager"): readonly string[] {
  switch (expression.kind) {
    case "lazy":
      return which === "eager" ? [] : symbolsIn(expression.value, which);
    case "not":
      return symbolsIn(expression.value, which);
    case "literal":
      return [];
    case "reference":
      return [expression.symbol];
    case "array":
      return expression.items.flatMap((one) => symbolsIn(one, which));
    case "object":
      return expression.entries.flatMap(({ value }) => symbolsIn(value, which));
    case "call":
      return expression.arguments.flatMap((one) => symbolsIn(one, which));
    case "interpolation":
      return expression.parts.flatMap((part) =>
        typeof part === "string" ? [] : symbolsIn(part, which),
      );
  }
}

/** Imports that an expression needs. */
export function importsIn(expression: Expression): readonly Import[] {
  switch (expression.kind) {
    case "lazy":
    case "not":
      return importsIn(expression.value);
    case "literal":
    case "reference":
      return [];
    case "array":
      return expression.items.flatMap(importsIn);
    case "object":
      return expression.entries.flatMap(({ value }) => importsIn(value));
    case "call":
      return [expression.callee, ...expression.arguments.flatMap(importsIn)];
    case "interpolation":
      return expression.parts.flatMap((part) => (typeof part === "string" ? [] : importsIn(part)));
  }
}
