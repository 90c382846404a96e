import type { ConstructedComponent } from "#protocol/flow.ts";
import { sizeOf, stateLimits } from "#protocol/limits.ts";
import type { FieldNames } from "#protocol/record.ts";
import type { Encoded } from "#protocol/value.ts";
import { end } from "./ending.ts";
import { record, say, type Turn } from "./turn.ts";

/**
 * State outlives code. A stored field that new code has no more is kept aside until the code after it, and
 * given back if that has it again; one whose type is another now is named.
 */
export function fitState(turn: Turn, components: readonly ConstructedComponent[]): void {
  const { ledger } = turn.core;
  if (!ledger.newCode) return;
  const pick = (of: ReadonlyMap<string, object>, has: boolean): FieldNames =>
    Object.fromEntries(
      components.flatMap(({ name, fields }) => {
        const found = Object.keys(of.get(name) ?? {}).filter(
          (field) => fields.includes(field) === has,
        );
        return found.length === 0 ? [] : [[name, found]];
      }),
    );
  const [gone, back] = [pick(ledger.stored, false), pick(ledger.aside, true)];
  record(turn, { kind: "fitted", gone, back });
  for (const [name, fields] of Object.entries(gone))
    say(
      turn,
      name,
      `Its code has no ${fields.join(", ")} any more: what was stored is kept until the code changes again.`,
    );
  for (const [name, fields] of Object.entries(back))
    say(turn, name, `Its code has ${fields.join(", ")} again, and so has its state.`);
  for (const component of components) sayChangedTypes(turn, component);
}

function sayChangedTypes(turn: Turn, { name, state }: ConstructedComponent): void {
  for (const [field, stored] of Object.entries(turn.core.ledger.stored.get(name) ?? {})) {
    const [was, is] = [typeOf(stored), typeOf(state[field] ?? null)];
    if (was !== "null" && is !== "null" && was !== is)
      say(
        turn,
        name,
        `Its ${field} begins as ${is} in the code, and ${was} is stored. Give the field another name, or write it anew.`,
      );
  }
}

function typeOf(value: Encoded): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** The state of all components together: what is larger belongs in files. */
export function limitDocument(turn: Turn): void {
  const { ledger, live } = turn.core;
  if (ledger.bytes <= stateLimits.document || live.ending) return;
  const sizes = [...ledger.stored].map(([name, fields]) => [name, sizeOf({ ...fields })] as const);
  const [largest = ""] = sizes.toSorted(([, a], [, b]) => b - a)[0] ?? [];
  const mebibytes = (ledger.bytes / 1024 / 1024).toFixed(1);
  end(turn, {
    code: 1,
    message: `The state of the app takes ${mebibytes} MiB, most of it in ${largest}, and all components together hold at most 16. Write large values to a Path, or name their fields _… to keep them out of state.`,
  });
}
