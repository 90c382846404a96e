import type { Invocation } from "../invocation.ts";

/** Talks with an editor over stdin and stdout until it says goodbye. */
export async function run(invocation: Invocation): Promise<number> {
  const { serve } = await import("../lsp/server.ts");
  return serve(invocation);
}
