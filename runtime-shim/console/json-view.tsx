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
        <span class="json-key">{name}:</span> <Scalar value={value} />
      </>
    );
  }
  return (
    <details open={depth < 2 && inner.length <= 20}>
      <summary>
        <span class="json-key">{name}:</span>{" "}
        <span class="quiet">{summary(value, inner.length)}</span>
      </summary>
      <Entries entries={inner} depth={depth + 1} />
    </details>
  );
}

function Scalar({ value }: { readonly value: Json }): JSX.Element {
  const tag = tagged(value);
  if (tag !== undefined) return <span class="json-tag">{tag}</span>;
  const kind = value === null ? "null" : typeof value;
  return <span class={`json-${kind}`}>{JSON.stringify(value)}</span>;
}

function nested(value: Json): readonly (readonly [string, Json])[] | undefined {
  if (typeof value !== "object" || value === null || tagged(value) !== undefined) return undefined;
  return Object.entries(value);
}

/** Framework values travel as objects with a `$`; a person wrote `new Path(…)`, not that. */
function tagged(value: Json): string | undefined {
  if (!isObject(value) || typeof value.$ !== "string" || value.$ === "object") return undefined;
  const { $: kind, owner, field, below, name, path } = value;
  const subject = kind === "path" ? `${owner}.${field}${below ? `/${below}` : ""}` : (name ?? path);
  const word = kind.charAt(0).toUpperCase() + kind.slice(1);
  return typeof subject === "string" ? `${word} ${subject}` : word;
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const summary = (value: Json, count: number): string =>
  Array.isArray(value)
    ? `${count} ${count === 1 ? "item" : "items"}`
    : `${count} ${count === 1 ? "field" : "fields"}`;
