import type { Encoded } from "./value.ts";

/** Bytes of JSON that state may take. What is larger is a file's business. */
export const stateLimits = {
  field: 256 * 1024,
  component: 1024 * 1024,
  document: 16 * 1024 * 1024,
} as const;

/**
 * Why a component's state is too large once some of its fields have changed, in words; else `undefined`.
 * `name` is what a person calls the component there: `this`, `train`. `all` has the changed ones, too.
 */
export function tooLarge(
  name: string,
  all: Readonly<Record<string, Encoded>>,
  changed: readonly string[],
): string | undefined {
  if (changed.length === 0) return undefined;
  const sizes = Object.entries(all).map(([field, value]) => [field, sizeOf(value)] as const);
  const field = sizes.find(([key, size]) => size > stateLimits.field && changed.includes(key));
  if (field !== undefined)
    return `${name}.${field[0]} takes ${kib(field[1])} KiB as state, and a field holds at most 256. ${wayOut(field[0])}`;
  const whole = sizes.reduce((sum, [, size]) => sum + size, 0);
  if (whole <= stateLimits.component) return undefined;
  const [largest = ""] = sizes.toSorted(([, a], [, b]) => b - a)[0] ?? [];
  return `The state of ${name} takes ${kib(whole)} KiB, most of it in ${largest}, and a component holds at most 1024. ${wayOut(largest)}`;
}

export const sizeOf = (value: Encoded | undefined): number =>
  value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));

const kib = (bytes: number): number => Math.ceil(bytes / 1024);

const wayOut = (field: string): string =>
  `Write large values to a Path, or name the field _${field} to keep it out of state.`;
