import { bundleWrongCase, moduleUnresolvedImport } from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import type { Resolution } from "#parse/resolve.ts";
import type { Span } from "#source/span.ts";
import { caseFix } from "./wrong-case.ts";

/** An import that leads nowhere, or does so where case counts. */
export function reportMissingImport(
  sink: Sink,
  { hint, spelled }: Extract<Resolution, { kind: "missing" }>,
  { specifier, span }: { readonly specifier: string; readonly span: Span },
): void {
  if (spelled === undefined) {
    sink.report(moduleUnresolvedImport(span, { specifier, hint }));
    return;
  }
  const fix = caseFix(JSON.stringify(specifier), span, spelled);
  const [edit] = fix?.edits ?? [];
  const right = edit
    ? specifier.slice(0, edit.span.start - span.start - 1) +
      edit.text +
      specifier.slice(edit.span.end - span.start - 1)
    : spelled.slice(spelled.lastIndexOf("/") + 1);
  sink.report(bundleWrongCase(span, { written: specifier, right }, { fix }));
}
