import { durationFlag } from "../duration.ts";
import type { Invocation } from "../invocation.ts";
import { ask, pathOf } from "../launches/ask.ts";
import { finish } from "../launches/finish.ts";
import { reach } from "../launches/reach.ts";
import { requireArgument } from "../launches/require-argument.ts";
import { say } from "../render/print.ts";

/** Gives a running work the notice that a spot machine gives, by default two minutes of it. */
export async function run(invocation: Invocation): Promise<number> {
  const work = requireArgument(invocation, "the work to interrupt");
  const seconds = durationFlag(invocation, "notice", "120s");
  const running = work === undefined || seconds === undefined ? undefined : await reach(invocation);
  if (work !== undefined && running) {
    const path = pathOf("works", work, "interrupt");
    const body = { noticeSeconds: seconds };
    if (await ask(invocation, running, { method: "POST", path, body }))
      say(`${work} has notice: its machine goes in ${seconds} s.`);
  }
  return finish(invocation, running);
}
