import { type DocumentSymbol, SymbolKind } from "vscode-languageserver/node";
import type { Component } from "#graph/graph.ts";
import { fileOf, rangeOf } from "./places.ts";
import type { AppView } from "./workspace.ts";

const kinds = {
  flow: SymbolKind.Module,
  work: SymbolKind.Object,
  map: SymbolKind.Array,
} as const satisfies Record<Component["kind"], SymbolKind>;

/** Components where a document makes them, each with the Paths of its own that stand in the same document. */
export function symbols({ round }: AppView, path: string): readonly DocumentSymbol[] {
  const { app, understood } = round;
  if (!app || !understood) return [];
  const file = fileOf(path, app);
  const { components, paths } = understood.graph;
  const symbol = (name: string, kind: SymbolKind, span: Component["span"]): DocumentSymbol => {
    const range = rangeOf(span, app.texts);
    return { name, kind, range, selectionRange: range };
  };
  return [
    ...components
      .filter(({ span }) => span.file === file)
      .map(({ name, kind, span }) => ({ ...symbol(name, kinds[kind], span), detail: kind })),
    ...paths
      .filter(({ span }) => span.file === file)
      .map(({ name, span, path: made }) => ({
        ...symbol(name, SymbolKind.File, span),
        detail: made,
      })),
  ];
}
