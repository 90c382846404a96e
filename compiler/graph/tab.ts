import type { Span } from "#source/span.ts";
import type { ComponentName } from "./graph.ts";

/** One tab of a layout. */
export interface Tab {
  readonly name: string;
  readonly content: TabContent;
  readonly span: Span;
}

export type TabContent =
  | { readonly kind: "url"; readonly work: ComponentName; readonly suffix: string }
  /** With the tabs of its own layout, where it has one. */
  | {
      readonly kind: "component";
      readonly component: ComponentName;
      readonly tabs?: readonly Tab[] | undefined;
    }
  | { readonly kind: "static"; readonly directory: string }
  | { readonly kind: "external"; readonly url: string }
  /** Depends on what only a run knows; the page decides then. */
  | { readonly kind: "unknown" };

/** These and those inside of them. */
export const allTabs = (tabs: readonly Tab[]): readonly Tab[] =>
  tabs.flatMap((tab) => [
    tab,
    ...(tab.content.kind === "component" ? allTabs(tab.content.tabs ?? []) : []),
  ]);
