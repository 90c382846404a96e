import type { ElementPart } from "./flow.ts";
import type { Encoded } from "./value.ts";

/**
 * What a run shows of the app, for the comparison with what the compiler had said of it beforehand. The
 * controller tells it as it goes; whoever has the graph compares.
 */
export type Observation =
  | { readonly kind: "constructed"; readonly components: readonly ObservedComponent[] }
  /** A tick has asked for a new call, and handed it these Paths. */
  | { readonly kind: "called"; readonly work: string; readonly paths: readonly string[] }
  /** A flow has put these Paths into a component's state. */
  | { readonly kind: "handed"; readonly component: string; readonly paths: readonly string[] }
  | { readonly kind: "laid-out"; readonly tabs: readonly ObservedTab[] };

export interface ObservedComponent {
  readonly name: string;
  readonly kind: "flow" | "work" | "map";
  readonly work?: ObservedWork | undefined;
}

export type ObservedWork = Omit<ElementPart, "flow" | "state" | "arguments"> & {
  /** What its class got; absent where nobody noted it: only classes that maps make elements of note it. */
  readonly arguments?: readonly Encoded[] | undefined;
  /** Its CloudCompute. */
  readonly compute?: Encoded | undefined;
};

export interface ObservedTab {
  readonly name: string;
  readonly kind: "url" | "loading" | "static" | "component" | "tabs";
  readonly component?: string | undefined;
}

/** The Paths that an encoded value carries, as `producer.field`. */
export function pathsIn(value: Encoded): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const { $: tag, owner, field } = isList(value) ? {} : value;
  if (tag === "path" && typeof owner === "string" && typeof field === "string")
    return [`${owner}.${field}`];
  return Object.values(value).flatMap(pathsIn);
}

const isList = (value: object): value is readonly Encoded[] => Array.isArray(value);
