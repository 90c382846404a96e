import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { Failure } from "#protocol/status.ts";

const frameLimit = 20;

/** What a thrown value says to a person: its message, and the stack through the bundle's source map. */
export function userFailure(error: unknown, bundle: string): Failure {
  const stack = error instanceof Error ? mappedStack(error, bundle) : undefined;
  return {
    reason: "user-exception",
    message: describe(error),
    ...(stack !== undefined && { stack }),
  };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return `threw ${printable(error)}`;
  const own = error.message === "" ? error.name : `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own} (caused by ${describe(error.cause)})`;
}

function printable(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

/** `at Train.run (app.ts:9:11)`, one a line; frames of Node and of the framework left out. */
function mappedStack(error: Error, bundle: string): string | undefined {
  const frames = (error.stack ?? "").split("\n").flatMap(parseFrame);
  const map = readMap(bundle);
  const mapped = frames.flatMap((frame) => mapFrame(frame, bundle, map)).slice(0, frameLimit);
  return mapped.length === 0
    ? undefined
    : mapped.map(({ name, place }) => (name ? `at ${name} (${place})` : `at ${place}`)).join("\n");
}

interface Frame {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

function parseFrame(line: string): readonly Frame[] {
  const match = /^\s*at (?:(.*?) \()?((?:file:\/\/)?[^()\s]+?):(\d+):(\d+)\)?$/.exec(line);
  const [, name = "", file, row, column] = match ?? [];
  if (file === undefined || file.startsWith("node:")) return [];
  const path = file.startsWith("file://") ? fileURLToPath(file) : file;
  return [{ name, file: path, line: Number(row), column: Number(column) }];
}

function mapFrame(
  frame: Frame,
  bundle: string,
  map: TraceMap | undefined,
): readonly { readonly name: string; readonly place: string }[] {
  const name = frame.name.replace(/^async /, "").replace(/^_(?=[A-Z])/, "");
  if (frame.file.startsWith(join(bundle, "thunderhead/"))) return [];
  if (frame.file !== join(bundle, "index.mjs") || map === undefined) {
    return [{ name, place: `${frame.file}:${frame.line}:${frame.column}` }];
  }
  const { source, line, column } = originalPositionFor(map, {
    line: frame.line,
    column: frame.column - 1,
  });
  if (source === null || isFramework(source)) return [];
  return [{ name, place: `${source}:${line}:${column + 1}` }];
}

/** Frames below `run()` are the work host's; they would only hide the user's. */
const isFramework = (source: string): boolean => source.startsWith("thunderhead/");

function readMap(bundle: string): TraceMap | undefined {
  try {
    return new TraceMap(readFileSync(join(bundle, "index.mjs.map"), "utf8"));
  } catch {
    // A stack in terms of the bundle is still a stack.
    return undefined;
  }
}
