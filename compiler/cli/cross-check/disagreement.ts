import type { Span } from "#source/span.ts";

/** The compiler said one thing of the app, and a run of it showed another: our bug, never the app's. */
export interface Disagreement {
  /** As a message names it: `the port of train`. */
  readonly subject: string;
  /** What the compiler said. */
  readonly said: string;
  /** What the run showed. */
  readonly saw: string;
  /** Where the compiler got it from; absent for what it never saw. */
  readonly span?: Span | undefined;
  /** Where else to look. */
  readonly related?: readonly { readonly span: Span; readonly message: string }[] | undefined;
}

const longest = 200;

export function show(value: unknown): string {
  const text = value === undefined ? "nothing" : (JSON.stringify(value) ?? String(value));
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
