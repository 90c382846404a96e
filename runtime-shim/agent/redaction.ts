import type { Json, JsonObject } from "#protocol/value.ts";

/** Shorter values would be found in half of all lines, and hide nothing. */
const shortest = 4;

/** Takes the values of secrets out of what is shown to people: `[secret TOKEN]` stands where one did. */
export function redactor(secrets: ReadonlyMap<string, string>): (text: string) => string {
  return (text) => {
    let shown = text;
    for (const [name, value] of secrets) {
      if (value.length >= shortest) shown = shown.replaceAll(value, `[secret ${name}]`);
    }
    return shown;
  };
}

/** The same in every text of a JSON value: names of fields are the app's own words, and stay. */
export function redactJson(value: Json, redact: (text: string) => string): Json {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactJson(item, redact));
  return isObject(value) ? redactFields(value, redact) : value;
}

export const redactFields = (
  fields: Readonly<Record<string, Json>>,
  redact: (text: string) => string,
): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, redactJson(value, redact)]),
  );

const isObject = (value: Json): value is JsonObject => typeof value === "object" && value !== null;
