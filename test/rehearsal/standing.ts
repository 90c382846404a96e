/** What a rehearsed app has to show once it stands: the answers that its smoke.json names, and rights that suffice. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { object, parse, string } from "valibot";
import { smokeSchema } from "../examples/smoke.ts";
import { askForeign } from "./foreign.ts";
import type { Unused } from "./permissions.ts";
import type { Rehearsal } from "./rehearsal.ts";
import { manifestIn } from "./wheels.ts";

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

/**
 * Every call that a machine has made was allowed, and nobody may have what is another's, or this fails; answers what
 * there is to say of it. After `everything` an action that no call has needed needs a reason, too.
 */
export async function rightsSuffice(
  { cloud, stack, checkout }: Rehearsal,
  { everything = false }: { readonly everything?: boolean } = {},
): Promise<readonly string[]> {
  const { calls, denied, unused } = await cloud.judge();
  if (denied.length > 0) throw new Error(`Calls that no policy allows:\n${denied.join("\n")}`);
  const { data } = parse(outputs, await stack.outputs());
  const manifest = manifestIn(checkout.infra);
  const foreign = await askForeign({ aws: cloud.aws, bundles: data.bundles, manifest });
  if (foreign.wrong.length > 0) throw new Error(`Rights of roles:\n${foreign.wrong.join("\n")}`);
  const lines = unused.map(tell);
  const idle = unused.filter(({ reason }) => reason === undefined).map(tell);
  if (everything && idle.length > 0) throw new Error(`Nothing needed:\n${idle.join("\n")}`);
  return [
    ...new Set(lines),
    `${foreign.questions} questions for what is a work's: its own machines have it, and no others`,
    `${calls} calls of machines, all allowed by their roles`,
  ];
}

const tell = ({ group, action, resource, reason = "not in this scenario" }: Unused): string =>
  `no call needed  ${group}: ${action} ${resource.slice(0, 60)} (${reason})`;

const outputs = object({ data: object({ bundles: string() }) });

/** Of all machines that run, for whoever has to find out why. */
export const logsOf = ({ cloud }: Rehearsal): string =>
  cloud
    .machines()
    .map(({ group, id, log }) => `\n---- ${group} ${id}\n${log()}`)
    .join("");
