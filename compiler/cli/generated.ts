import { createHash } from "node:crypto";
import type { SourceTexts } from "#diagnostics/json.ts";
import { type ResourceOrigin as PlannedOrigin, resourceMap } from "#emit/resource-map.ts";
import type { Plan } from "#plan/plan.ts";
import { positionAt } from "#source/span.ts";

/** `infra/.generated.json`: what the last compile wrote, and what in the app each resource comes from. */
export interface Generated {
  /** File, relative to infra/ → sha-256 of what was generated, whether or not it stands there now. */
  readonly files: Readonly<Record<string, string>>;
  /** Files whose hand-made edit was kept against what `files` says. */
  readonly kept: readonly string[];
  /** Generated once, the user's since `--eject`. */
  readonly ejected: readonly string[];
}

/** Where a resource comes from; keyed by `<type> <name>`. */
export interface ResourceOrigin {
  /** Relative to infra/. */
  readonly file: string;
  readonly component: string | null;
  readonly source: { readonly file: string; readonly line: number } | null;
  readonly because: string;
}

export const noneGenerated: Generated = { files: {}, kept: [], ejected: [] };
export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
export const originKey = ({
  type,
  name,
}: {
  readonly type: string;
  readonly name: string;
}): string => `${type} ${name}`;

/** A file that cannot be read counts as absent: every file that differs then counts as edited. */
export function parseGenerated(text: string | undefined): Generated {
  const json = parsed(text);
  const strings = (key: string) =>
    recordAt(json, key).flatMap(([name, one]) =>
      typeof one === "string" ? [[name, one] as const] : [],
    );
  return {
    files: Object.fromEntries(strings("files")),
    kept: strings("kept").map(([, file]) => file),
    ejected: strings("ejected").map(([, file]) => file),
  };
}

export function parseOrigins(text: string | undefined): ReadonlyMap<string, ResourceOrigin> {
  const entries = recordAt(parsed(text), "resources");
  return new Map(
    entries.flatMap(([key, value]) => (isOrigin(value) ? [[key, value] as const] : [])),
  );
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function recordAt(json: unknown, key: string): readonly (readonly [string, unknown])[] {
  if (typeof json !== "object" || json === null) return [];
  const value: unknown = Reflect.get(json, key);
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

const isOrigin = (value: unknown): value is ResourceOrigin =>
  typeof value === "object" &&
  value !== null &&
  "component" in value &&
  "source" in value &&
  "because" in value;

/** One line per file and per resource, sorted, so that a change of the app is a small difference. */
export function printGenerated(
  { files, kept, ejected }: Generated,
  plan: Plan,
  texts: SourceTexts,
): string {
  const resources = Object.entries(resourceMap(plan)).map(
    ([key, origin]) => [key, originJson(origin, texts)] as const,
  );
  return [
    "{",
    '  "version": 1,',
    `  "files": ${sortedLines(Object.entries(files))},`,
    `  "kept": ${JSON.stringify(kept)},`,
    `  "ejected": ${JSON.stringify(ejected)},`,
    `  "resources": ${sortedLines(resources)}`,
    "}\n",
  ].join("\n");
}

function sortedLines(entries: readonly (readonly [string, unknown])[]): string {
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const printed = sorted.map(
    ([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return printed.length === 0 ? "{}" : `{\n${printed.join(",\n")}\n  }`;
}

function originJson(
  { file, component, source: span, because }: PlannedOrigin,
  texts: SourceTexts,
): ResourceOrigin {
  const text = span && texts(span.file);
  const source = text ? { file: text.file, line: positionAt(text, span.start).line } : null;
  return { file, component: component ?? null, source, because };
}
