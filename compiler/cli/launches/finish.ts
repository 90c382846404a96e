import type { Invocation } from "../invocation.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import type { Reached } from "./reach.ts";

/** Lets go of what was reached, prints what was reported, and answers the exit code. */
export async function finish({ sink }: Invocation, reached?: Reached): Promise<number> {
  reached?.close();
  await printDiagnostics(sink.diagnostics());
  return sink.hasErrors() ? 2 : 0;
}
