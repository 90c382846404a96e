import type { JsonObject } from "#plan/review.ts";
import type { Registered, RegisteredOptions } from "./registration.ts";

/** `resources --json`: a public, versioned shape. */
export interface ResourcesDocument {
  readonly version: 1;
  readonly resources: readonly ResourceEntry[];
}

export interface ResourceEntry {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** The parent's urn; `null` on those right below the stack. */
  readonly parent: string | null;
  /** The app's component this is for; `null` for what the app as a whole needs, and for the user's own. */
  readonly component: string | null;
  readonly source: { readonly file: string; readonly line: number } | null;
  readonly inputs: JsonObject;
  readonly options: RegisteredOptions;
}

/** What the compiler noted about a registration; `undefined` on those that overrides or `extra/` added. */
export type OriginOf = (
  registration: Pick<Registered, "type" | "name">,
) => Pick<ResourceEntry, "component" | "source"> | undefined;

/** In the program's order. */
export const resourcesDocument = (
  registered: readonly Registered[],
  originOf: OriginOf,
): ResourcesDocument => ({
  version: 1,
  resources: registered.map((one) => {
    const origin = originOf(one);
    return {
      type: one.type,
      name: one.name,
      urn: one.urn,
      parent: one.parent ?? null,
      component: origin?.component ?? null,
      source: origin?.source ?? null,
      inputs: one.inputs,
      options: one.options,
    };
  }),
});
