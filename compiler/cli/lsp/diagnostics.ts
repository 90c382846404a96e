import {
  type CodeAction,
  CodeActionKind,
  DiagnosticSeverity,
  type Diagnostic as EditorDiagnostic,
  type Range,
  type TextEdit,
} from "vscode-languageserver/node";
import type { Diagnostic, Fix, Severity } from "#diagnostics/diagnostic.ts";
import type { AppSource } from "../app-source.ts";
import { rangeOf, uriOf } from "./places.ts";

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const satisfies Record<Severity, DiagnosticSeverity>;

/** By document; what has no place of its own stands at the top of the app's file. */
export function byDocument(
  diagnostics: readonly Diagnostic[],
  app: AppSource,
): ReadonlyMap<string, readonly EditorDiagnostic[]> {
  const found = new Map<string, EditorDiagnostic[]>();
  for (const one of diagnostics) {
    const uri = uriOf(one.span?.file ?? app.entry, app);
    found.set(uri, [...(found.get(uri) ?? []), editorDiagnostic(one, app)]);
  }
  return found;
}

function editorDiagnostic(one: Diagnostic, app: AppSource): EditorDiagnostic {
  const { slug, severity, message, span, related } = one;
  return {
    range: span ? rangeOf(span, app.texts) : top,
    severity: severities[severity],
    code: slug,
    source: "thunderhead",
    message,
    relatedInformation: related.map((other) => ({
      location: { uri: uriOf(other.span.file, app), range: rangeOf(other.span, app.texts) },
      message: other.message,
    })),
  };
}

const top: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** What a document offers in a range: each fix of a problem there, as one undoable edit. */
export function quickFixes(
  diagnostics: readonly Diagnostic[],
  app: AppSource,
  { uri, range }: { readonly uri: string; readonly range: Range },
): readonly CodeAction[] {
  return diagnostics.flatMap((one) => {
    if (!one.fix || uriOf(one.span?.file ?? app.entry, app) !== uri) return [];
    const shown = editorDiagnostic(one, app);
    if (!touches(shown.range, range)) return [];
    return [one.fix, ...(one.otherFixes ?? [])].map((fix, at) => ({
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [shown],
      isPreferred: at === 0,
      edit: { changes: changesOf(fix, app) },
    }));
  });
}

function changesOf({ edits }: Fix, app: AppSource): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  for (const { span, text } of edits) {
    const uri = uriOf(span.file, app);
    changes[uri] = [...(changes[uri] ?? []), { range: rangeOf(span, app.texts), newText: text }];
  }
  return changes;
}

const touches = (a: Range, b: Range): boolean =>
  !isBefore(a.end, b.start) && !isBefore(b.end, a.start);

const isBefore = (a: Range["start"], b: Range["start"]): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);
