import type { Flags } from "../invocation.ts";
import { print } from "../render/print.ts";

/** One event on stdout, for programs; nothing without `--json`. */
export function emit(flags: Flags, event: Readonly<Record<string, unknown>>): void {
  if (flags.has("json")) print(`${JSON.stringify(event)}\n`);
}
