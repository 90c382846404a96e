import type { Manifest, ManifestConfig } from "./manifest.ts";

/** A value that the app cannot be given; the message is for whoever gave it. */
export class WrongConfig extends Error {
  override readonly name = "WrongConfig";
}

type Value = string | number | boolean;

/** What `config.*` answers in a launch: as given on the command line, else the app's fallback. */
export function launchConfig(
  manifest: Manifest,
  given: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const own = new Map(Object.entries(given));
  const known = new Set(manifest.config.map(({ name }) => name));
  const unknown = [...own.keys()].find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new WrongConfig(
      `The app reads no configuration named ${unknown}. It reads ${[...known].join(", ") || "none"}.`,
    );
  }
  const values = manifest.config.flatMap((entry) => {
    const value = own.get(entry.name) ?? entry.fallback;
    return value === undefined ? [] : [[entry.name, typed(entry, value)] as const];
  });
  return Object.fromEntries(values);
}

function typed({ name, type, values }: ManifestConfig, value: Value): Value {
  if (type === "number") return number(name, value);
  if (type === "boolean") return value === true || value === "true";
  if (type === "oneOf" && values !== undefined && !values.includes(String(value))) {
    throw new WrongConfig(
      `Configuration ${name} is one of ${values.join(", ")}; got ${String(value)}.`,
    );
  }
  return String(value);
}

function number(name: string, value: Value): number {
  const parsed = Number(value);
  if (String(value).trim() !== "" && Number.isFinite(parsed)) return parsed;
  throw new WrongConfig(`Configuration ${name} is a number; got ${JSON.stringify(value)}.`);
}
