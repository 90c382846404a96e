import type { JSX } from "preact";
import type { Json, JsonObject } from "#protocol/value.ts";

interface JsonProps {
  readonly value: JsonObject;
  /** What to say when there is nothing to show. */
  readonly empty: string;
}

/** JSON as a person reads it: one field a line, long or deep parts folded until asked for. */
export function JsonView({ value, empty }: JsonProps): JSX.Element {
  if (Object.keys(value).length === 0) return <p class="quiet">{empty}</p>;
  return (
    <div class="json">
      <Entries entries={Object.entries(value)} depth={0} />
    </div>
  );
}

const longest = 200;

function Entries({
  entries,
  depth,
}: {
  readonly entries: readonly (readonly [string, Json])[];
  readonly depth: number;
}): JSX.Element {
  return (
    <ul>
      {entries.slice(0, longest).map(([key, value]) => (
        <li key={key}>
          <Entry name={key} value={value} depth={depth} />
        </li>
      ))}
      {entries.length > longest && <li class="quiet">… {entries.length - longest} more</li>}
    </ul>
  );
}

function Entry({
  name,
  value,
  depth,
}: {
  readonly name: string;
  readonly value: Json;
  readonly depth: number;
}): JSX.Element {
  const inner = nested(value);
  if (inner === undefined || inner.length === 0) {
    return (
      <>
        <span class="json-key">{name}</span> <Scalar value={value} />
      </>
    );
  }
  return (
    <details open={depth < 2 && inner.length <= 20}>
      <summary>
        <span class="json-key">{name}</span>{" "}
        <span class="quiet">{summary(value, inner.length)}</span>
      </summary>
      <Entries entries={inner} depth={depth + 1} />
    </details>
  );
}

function Scalar({ value }: { readonly value: Json }): JSX.Element {
  const kind = value === null ? "null" : typeof value;
  return <span class={`json-${kind}`}>{JSON.stringify(value)}</span>;
}

function nested(value: Json): readonly (readonly [string, Json])[] | undefined {
  return typeof value === "object" && value !== null ? Object.entries(value) : undefined;
}

const summary = (value: Json, count: number): string =>
  Array.isArray(value)
    ? `${count} ${count === 1 ? "item" : "items"}`
    : `${count} ${count === 1 ? "field" : "fields"}`;
