import type { Json, JsonObject } from "#plan/review.ts";

/**
 * Property values as the SDK sends them, made readable. Pulumi marks values that are more than JSON by a
 * signature under one fixed key, and an unknown by one fixed text (pulumi/pulumi, sdk/nodejs/runtime/rpc.ts).
 */
const signatureKey = "4dabf18193072939515e22adb298388d";
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const signatures: Readonly<Record<string, (value: JsonObject, names: readonly string[]) => Json>> =
  {
    /** secret */
    "1b47061264138c4ac30d75fd1eb44270": () => "[secret]",
    /** asset */
    c44067f5952c0a294b673a41bacd8c17: ({ path, uri, text }) => ({
      asset: path ?? uri ?? text ?? null,
    }),
    /** archive */
    "0def7320c3a5731c473e5ecbe6d01bc7": ({ path, uri, assets }, names) => ({
      archive: path ?? uri ?? readable(assets ?? null, names),
    }),
    /** resource */
    "5cf8f73096256a8f31e491e813e4eb8e": ({ urn }) =>
      `\${${String(urn).split("::").slice(3).join("::")}}`,
    /** output that may be unknown or secret */
    d0e6a833031e9bbcd3f4e8bde6ca49a4: ({ value, secret }, names) =>
      secret === true ? "[secret]" : value === undefined ? unknown(names) : readable(value, names),
  };

/** `names`: what the property depends on, for unknowns carry no name of their own. */
export function readable(value: Json, names: readonly string[]): Json {
  if (value === unknownText) return unknown(names);
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map((item) => readable(item, names));
  const signature = signatures[String(value[signatureKey])];
  if (signature) return signature(value, names);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, readable(item, names)]),
  );
}

const unknown = (names: readonly string[]): string =>
  names.length === 0 ? "[unknown]" : names.map((name) => `\${${name}}`).join("");

const isList = (value: JsonObject | readonly Json[]): value is readonly Json[] =>
  Array.isArray(value);
