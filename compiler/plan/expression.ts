/**
 * Plan: what a provider answers. Files of calls to resources and program components, with arguments as a
 * closed union of expressions; no text, so that printing, testing and counting all read the same data.
 */

/** Values an emitted program can spell. Whether something is plain, a property or an interpolation is decided in lower. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "array"; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly entries: readonly Entry[] }
  /** Something another call, setting or component file exports, and a property path into it. */
  | { readonly kind: "reference"; readonly symbol: string; readonly path: readonly (string | number)[] }
  | { readonly kind: "interpolation"; readonly parts: readonly (string | Expression)[] }
  /** A function of a program component or of the Pulumi SDK. */
  | { readonly kind: "call"; readonly callee: Import; readonly arguments: readonly Expression[] }
  | { readonly kind: "asset"; readonly file: string };

export interface Entry {
  readonly key: string;
  readonly value: Expression;
  /** A comment at the end of the entry's line: where the app decided this. */
  readonly note?: string | undefined;
}

/** Declared by the node that needs it; gathered, sorted and printed once per file. */
export type Import =
  /** `import * as efs from "@pulumi/aws/efs/index.js"` and the member used. */
  | { readonly kind: "package"; readonly module: string; readonly namespace: string; readonly name: string }
  /** `import { WorkMachines } from "../components/work-machines.ts"`; the file is relative to infra/. */
  | { readonly kind: "component"; readonly file: string; readonly name: string };

export type ObjectExpression = Extract<Expression, { kind: "object" }>;

export const literal = (value: string | number | boolean | null): Expression => ({ kind: "literal", value });
export const array = (items: readonly Expression[]): Expression => ({ kind: "array", items });
export const reference = (symbol: string, ...path: readonly (string | number)[]): Expression => ({
  kind: "reference",
  symbol,
  path,
});

/** Entries whose value is `undefined` are left out, so that callers can write options in place. */
export const object = (entries: Readonly<Record<string, Expression | Noted | undefined>>): ObjectExpression => ({
  kind: "object",
  entries: Object.entries(entries).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return "note" in value ? [{ key, value: value.value, note: value.note }] : [{ key, value }];
  }),
});

export interface Noted {
  readonly value: Expression;
  readonly note: string;
}
export const noted = (value: Expression, note: string): Noted => ({ value, note });
