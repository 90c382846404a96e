import { realm } from "./realm.ts";

/** Values that differ between launches or stages: `--config name=value`, read once per launch. */
export const config = {
  string: (name: string, fallback?: string): string => String(realm().config(name, fallback)),
  number: (name: string, fallback?: number): number => Number(realm().config(name, fallback)),
  boolean: (name: string, fallback?: boolean): boolean => asBoolean(realm().config(name, fallback)),
  oneOf: <const T extends string>(name: string, values: readonly T[], fallback?: T): T => {
    const given = realm().config(name, fallback);
    const found = values.find((value) => value === given);
    if (found === undefined) {
      throw new Error(
        `Configuration ${name} is one of ${values.join(", ")}; got ${String(given)}.`,
      );
    }
    return found;
  },
};

const asBoolean = (value: string | number | boolean): boolean => value === true || value === "true";
