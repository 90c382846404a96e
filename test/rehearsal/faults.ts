/** What goes wrong in a rehearsal of examples/boring while it serves, and what has to be so again afterwards. */
import type { Machine } from "./cloud.ts";
import type { Question, Rehearsal } from "./rehearsal.ts";

type Fault = (rehearsal: Rehearsal) => Promise<void>;

const hello: Question = { port: 1111, path: "/file", contains: "Hello there!" };

export const faults: Readonly<Record<string, Fault>> = {
  "machine killed": async (rehearsal) => {
    const [before] = rehearsal.cloud.machines("default");
    await fail(rehearsal, before);
    await expectAnswer(rehearsal, hello);
    const [after] = rehearsal.cloud.machines("default");
    if (after?.id === before?.id) throw new Error("No other machine took its place.");
  },
  "controller killed": async (rehearsal) => {
    const [before] = rehearsal.cloud.machines("controller");
    const [serving] = rehearsal.cloud.machines("default");
    await fail(rehearsal, before);
    // Works run on without it.
    await expectAnswer(rehearsal, { ...hello, within: 5_000 });
    await until(
      () =>
        rehearsal.cloud
          .machines("controller")
          .some(({ id, log }) => id !== before?.id && log().includes('"event":"listening"')),
      "Another controller leads",
    );
    await expectAnswer(rehearsal, hello);
    const [still] = rehearsal.cloud.machines("default");
    if (still?.id !== serving?.id) throw new Error("The work's machine was replaced, too.");
  },
};

async function fail(rehearsal: Rehearsal, machine: Machine | undefined): Promise<void> {
  if (machine === undefined) throw new Error("There is no machine to kill.");
  await rehearsal.cloud.fail(machine);
}

async function expectAnswer(rehearsal: Rehearsal, question: Question): Promise<void> {
  const answer = await rehearsal.ask(question);
  if (answer === undefined)
    throw new Error(`Nobody answers "${question.contains}" on port ${question.port}.`);
}

async function until(isSo: () => boolean, what: string, within = 120_000): Promise<void> {
  const end = performance.now() + within;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`${what}: not so within ${within / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
