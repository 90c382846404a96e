import { cliWrongArgument } from "#diagnostics/catalogue.gen.ts";
import type { Invocation } from "../invocation.ts";

/** What the command is about; its absence is reported. `what` is a noun: "the work to interrupt". */
export function requireArgument(
  { argument, command, sink }: Invocation,
  what: string,
): string | undefined {
  if (argument === undefined) {
    const detail = `name ${what}; \`thunderhead ps\` lists what there is`;
    sink.report(cliWrongArgument(undefined, { command, detail }));
  }
  return argument;
}
