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
  | { readonly kind: "component"; readonly component: ComponentName }
  | { readonly kind: "static"; readonly directory: string }
  | { readonly kind: "external"; readonly url: string }
  /** Depends on what only a run knows; the page decides then. */
  | { readonly kind: "unknown" };
