import type { Related } from "#diagnostics/diagnostic.ts";
import type { Span } from "#source/span.ts";

export const isInside = (inner: Span, outer: Span): boolean =>
  inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end;

/** The place of the cause, where the problem is not told there anyway. */
export const elsewhere = (cause: Span, told: Span, message: string): readonly Related[] =>
  cause.file === "" || isInside(cause, told) || isInside(told, cause)
    ? []
    : [{ span: cause, message }];
