import type { FlowError } from "#protocol/flow.ts";

const longest = 20;

/** A stack as a person reads it: files relative to the app's folder, no frames of ours, at most 20. */
export function readableError(error: FlowError, bundle: string): FlowError {
  if (error.stack === undefined) return error;
  const lines = error.stack
    .replaceAll(`file://${bundle}/`, "")
    .replaceAll(`${bundle}/`, "")
    .replaceAll(/\bProxy\.(?=\w+ )/g, "")
    .split("\n");
  const frames = lines.filter((line) => /^\s+at /.test(line) && !isOurs(line)).slice(0, longest);
  return { ...error, stack: [`${error.name}: ${error.message}`, ...frames].join("\n") };
}

const isOurs = (frame: string): boolean =>
  /node:internal|thunderhead\/|new Promise \(|async Promise\.all/.test(frame);
