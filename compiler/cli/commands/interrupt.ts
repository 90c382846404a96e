import { cliWrongArgument } from "#diagnostics/catalogue.gen.ts";
import type { Invocation } from "../invocation.ts";
import { ask, pathOf } from "../launches/ask.ts";
import { requireRunning } from "../launches/here.ts";
import { requireArgument } from "../launches/require-argument.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import { say } from "../render/print.ts";

/** Gives a running work the notice that a spot machine gives, by default two minutes of it. */
export async function run(invocation: Invocation): Promise<number> {
  const { sink } = invocation;
  const work = requireArgument(invocation, "the work to interrupt");
  const seconds = noticeSeconds(invocation);
  const running =
    work === undefined || seconds === undefined ? undefined : await requireRunning(invocation);
  if (work !== undefined && running) {
    const path = pathOf("works", work, "interrupt");
    const body = { noticeSeconds: seconds };
    if (await ask(invocation, running, { method: "POST", path, body }))
      say(`${work} has notice: its machine goes in ${seconds} s.`);
  }
  await printDiagnostics(sink.diagnostics());
  return sink.hasErrors() ? 2 : 0;
}

const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

function noticeSeconds({ flags, sink, command }: Invocation): number | undefined {
  const text = flags.value("notice") ?? "120s";
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const factor = units[unit];
  if (amount !== undefined && factor !== undefined) return Number(amount) * factor;
  const detail = `\`--notice ${text}\` is no duration; write a number and s, m or h: \`--notice 90s\``;
  sink.report(cliWrongArgument(undefined, { command, detail }));
  return undefined;
}
