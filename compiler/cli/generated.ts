import { createHash } from "node:crypto";

/** What `.generated.json` remembers of the last compile, beside the map of resources that reviews read. */
export interface Generated {
  /** File, relative to infra/ → sha-256 of what was generated, whether or not it stands there now. */
  readonly files: Readonly<Record<string, string>>;
  /** Files whose hand-made edit was kept against what `files` says. */
  readonly kept: readonly string[];
}

export const noneGenerated: Generated = { files: {}, kept: [] };

/** A file that cannot be read counts as absent: every file that differs then counts as edited. */
export function parseGenerated(text: string | undefined): Generated {
  if (text === undefined) return noneGenerated;
  try {
    const json: unknown = JSON.parse(text);
    return { files: stringsAt(json, "files"), kept: Object.values(stringsAt(json, "kept")) };
  } catch {
    return noneGenerated;
  }
}

function stringsAt(json: unknown, key: string): Readonly<Record<string, string>> {
  if (typeof json !== "object" || json === null) return {};
  const value: unknown = Reflect.get(json, key);
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => (typeof one === "string" ? [[name, one]] : [])),
  );
}

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
