import { basename } from "node:path";
import { configUnknownKey, configWrongValue } from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import type { FileHost } from "#source/host.ts";
import type { Span } from "#source/span.ts";
import { nearestSentence } from "./nearest.ts";
import { defaultTarget, providers } from "./providers.ts";

const configFile = "thunderhead.config.ts";

/** What `thunderhead.config.ts` says, defaults filled in. */
export interface Settings {
  /** `[a-z][a-z0-9-]*`: names the project, stacks and directories. @default the app's folder */
  readonly name: string;
  /** @default "aws" */
  readonly target: string;
  /** A provider's own section, which it reads itself; `undefined` where there is none. */
  readonly section: (provider: string) => unknown;
}

interface Place {
  readonly directory: string;
  readonly host: FileHost;
  readonly sink: Sink;
}

/** Reads the file, which is evaluated like the app itself and never executed. */
export async function readSettings(place: Place): Promise<Settings> {
  const given = await readConfig(place);
  const known = ["name", "target", ...Object.keys(providers)];
  for (const key of Object.keys(given).filter((one) => !known.includes(one))) {
    const nearest = await nearestSentence(key, known);
    place.sink.report(configUnknownKey(keySpan(key, place), { key, nearest }));
  }
  return {
    name: nameFrom(given["name"], place),
    target: targetFrom(given["target"], place),
    section: (provider) => given[provider],
  };
}

/** Where the key stands in the text, as far as a look at it can tell; else the file's beginning. */
function keySpan(key: string, { directory, host }: Place): Span {
  const text = host.readText(`${directory}/${configFile}`) ?? "";
  const start = text.search(new RegExp(`(?<![\\w$])${key.replace(/\W/g, "\\$&")}["']?\\s*:`));
  return { file: configFile, start: Math.max(0, start), end: start < 0 ? 0 : start + key.length };
}

async function readConfig(place: Place): Promise<Record<string, unknown>> {
  const { directory, host, sink } = place;
  if (!host.isFile(`${directory}/${configFile}`)) return {};
  const { evaluateConstant } = await import("#analyze/constant.ts");
  const value = evaluateConstant(`${directory}/${configFile}`, { host, sink });
  if (value === undefined) return {};
  if (isRecord(value)) return value;
  report(place, { key: "default", value, expected: "an object of settings" });
  return {};
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function nameFrom(given: unknown, place: Place): string {
  if (typeof given === "string" && /^[a-z][a-z0-9-]{0,31}$/.test(given)) return given;
  if (given !== undefined) {
    const expected = "a word of at most 32 lower-case letters, digits and hyphens";
    report(place, { key: "name", value: given, expected });
  }
  return nameOfFolder(place.directory);
}

/** `My App 2` → `my-app-2`; what is left without a letter is `app`. */
function nameOfFolder(directory: string): string {
  const words = basename(directory)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  const name = words
    .replace(/^[^a-z]+/, "")
    .slice(0, 32)
    .replace(/-+$/, "");
  return name === "" ? "app" : name;
}

function targetFrom(given: unknown, place: Place): string {
  if (typeof given === "string" && Object.hasOwn(providers, given)) return given;
  if (given !== undefined) {
    const expected = Object.keys(providers)
      .map((name) => JSON.stringify(name))
      .join(" or ");
    report(place, { key: "target", value: given, expected });
  }
  return defaultTarget;
}

interface Wrong {
  readonly key: string;
  readonly value: unknown;
  readonly expected: string;
}

function report(place: Place, { key, value, expected }: Wrong): void {
  const shown = JSON.stringify(value) ?? "nothing";
  place.sink.report(configWrongValue(keySpan(key, place), { key, value: shown, expected }));
}
