import type { Json, JsonObject, ReviewedResource } from "#plan/review.ts";

/** Fields of inputs by path; what is not there, or of another shape, is `undefined` or empty. */
export const textAt = (value: Json | undefined, ...path: readonly string[]): string | undefined => {
  const found = at(value, path);
  return typeof found === "string" ? found : undefined;
};

export const numberAt = (
  value: Json | undefined,
  ...path: readonly string[]
): number | undefined => {
  const found = at(value, path);
  return typeof found === "number" ? found : undefined;
};

/** A list as it is; one thing as a list of one. */
export const listAt = (value: Json | undefined, ...path: readonly string[]): readonly Json[] => {
  const found = at(value, path);
  if (found === undefined || found === null) return [];
  return isList(found) ? found : [found];
};

export const textsAt = (value: Json | undefined, ...path: readonly string[]): readonly string[] =>
  listAt(value, ...path).filter((one) => typeof one === "string");

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !isList(value);

/** `${volume.id}` → `volume` */
export const namedIn = (text: string | undefined): string | undefined =>
  /^\$\{([^.}]+)[.}]/.exec(text ?? "")?.[1];

export const ofType = (
  resources: readonly ReviewedResource[],
  type: string,
): readonly ReviewedResource[] => resources.filter((one) => one.type === type);

/** The resource of this type that a reference names. */
export const referred = (
  resources: readonly ReviewedResource[],
  type: string,
  reference: string | undefined,
): ReviewedResource | undefined => {
  const name = namedIn(reference);
  return resources.find((one) => one.type === type && one.name === name);
};

function at(value: Json | undefined, [first, ...rest]: readonly string[]): Json | undefined {
  if (first === undefined) return value;
  return isObject(value) ? at(value[first], rest) : undefined;
}
