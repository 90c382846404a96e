/** What a rehearsed app has to show once it stands: the answers that its smoke.json names, and rights that suffice. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "valibot";
import { smokeSchema } from "../examples/smoke.ts";
import type { Rehearsal } from "./rehearsal.ts";

const root = join(import.meta.dirname, "../..");

/** Asks each service through what its listener's target group names; answers what was answered. */
export async function firstAnswers(
  rehearsal: Rehearsal,
  source: string,
): Promise<readonly string[]> {
  const smoke = parse(
    smokeSchema,
    JSON.parse(readFileSync(join(root, source, "smoke.json"), "utf8")),
  );
  const [port = 0] = portsOf(rehearsal);
  const answers: string[] = [];
  for (const { path, contains } of smoke.visit) {
    const within = smoke.timeoutSeconds * 1000;
    const answer = await rehearsal.ask({ port, path, contains, within });
    if (answer === undefined) throw new Error(`Nobody answers "${contains}" at :${port}${path}.`);
    answers.push(`:${port}${path} answers ${JSON.stringify(answer.slice(0, 60))}`);
  }
  return answers;
}

function portsOf({ checkout }: Rehearsal): readonly number[] {
  const { components }: { components: readonly { port?: number | null }[] } = JSON.parse(
    checkout.thunderhead("graph", "--json"),
  );
  return components.flatMap(({ port }) => port ?? []);
}

/** Every call that a machine has made was allowed, or this fails; answers what there is to say of it. */
export async function rightsSuffice({ cloud }: Rehearsal): Promise<readonly string[]> {
  const { calls, denied, unused } = await cloud.judge();
  if (denied.length > 0) throw new Error(`Calls that no policy allows:\n${denied.join("\n")}`);
  return [
    ...unused.map((statement) => `no call needed  ${statement}`),
    `${calls} calls of machines, all allowed by their roles`,
  ];
}

/** Of all machines that run, for whoever has to find out why. */
export const logsOf = ({ cloud }: Rehearsal): string =>
  cloud
    .machines()
    .map(({ group, id, log }) => `\n---- ${group} ${id}\n${log()}`)
    .join("");
