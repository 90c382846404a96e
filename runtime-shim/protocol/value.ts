/**
 * Protocol: the data that crosses processes, machines and versions of Thunderhead: manifest, messages,
 * records. It is the one part of the machine plane that the compile plane may see. It holds types,
 * schemas and version numbers, and no behaviour beyond encoding.
 */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * JSON in which framework values are objects with a `$` key, wherever they stand: arguments, state,
 * results, constructor arguments. A user's own object that has a `$` key is wrapped as `{ "$": "object" }`.
 */
export type Encoded = Json;

export type Tagged =
  | {
      readonly $: "path";
      /** Producer's component name and field. */
      readonly owner: string;
      readonly field: string;
      /** Segments below the Path (`path.join("a", "b")` → `a/b`). */
      readonly below?: string;
      /** Pinned; without it the reference means what the program point says. */
      readonly version?: string;
      /** `path.latest()`: versions published by a running attempt count too. */
      readonly latest?: true;
    }
  | { readonly $: "drive"; readonly name: string }
  | { readonly $: "mount"; readonly source: string; readonly target: string }
  | {
      readonly $: "compute";
      readonly name: string | { readonly anyOf: readonly string[] };
      readonly options: JsonObject;
    }
  | { readonly $: "secret"; readonly name: string }
  | { readonly $: "asset"; readonly path: string }
  | { readonly $: "config"; readonly name: string }
  /** `undefined` as a positional argument. */
  | { readonly $: "undefined" }
  | { readonly $: "object"; readonly value: JsonObject };
