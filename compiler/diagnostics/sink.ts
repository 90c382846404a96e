import type { Diagnostic } from "./diagnostic.ts";

/** Where passes report. One per compile, passed explicitly: no module holds problems of its own. */
export interface Sink {
  report(diagnostic: Diagnostic): void;
}

export interface CollectingSink extends Sink {
  /** In source order (file as first met, then offset), each problem once. */
  readonly diagnostics: () => readonly Diagnostic[];
  readonly hasErrors: () => boolean;
}

export function collectingSink(): CollectingSink {
  const seen = new Map<string, Diagnostic>();
  return {
    report: (diagnostic) => {
      const key = JSON.stringify([diagnostic.slug, diagnostic.message, diagnostic.span]);
      if (!seen.has(key)) seen.set(key, diagnostic);
    },
    diagnostics: () => inSourceOrder([...seen.values()]),
    hasErrors: () => [...seen.values()].some(({ severity }) => severity === "error"),
  };
}

function inSourceOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const files = [...new Set(diagnostics.map(({ span }) => span?.file))];
  return diagnostics.toSorted(
    (a, b) =>
      files.indexOf(a.span?.file) - files.indexOf(b.span?.file) ||
      (a.span?.start ?? -1) - (b.span?.start ?? -1),
  );
}

/** A broken promise of this compiler to itself: our bug, never the user's. The CLI prints it as such. */
export class InternalError extends Error {
  override readonly name = "InternalError";
}
