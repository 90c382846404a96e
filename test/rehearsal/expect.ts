/** What has to become so in a rehearsal, within a time. */
import type { Question, Rehearsal } from "./rehearsal.ts";

export async function expectAnswer(rehearsal: Rehearsal, question: Question): Promise<void> {
  const answer = await rehearsal.ask(question);
  if (answer === undefined)
    throw new Error(`Nobody answers "${question.contains}" on port ${question.port}.`);
}

export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  within = 300_000,
): Promise<void> {
  const end = performance.now() + within;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`${what}: not so within ${within / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
