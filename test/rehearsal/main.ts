/**
 * `npm run rehearse -- examples/boring [--faults]`: the compiled app on an emulated AWS, its machines booted here from
 * their own user data, until its services answer as smoke.json says. Needs root and Linux, and says aloud where it
 * has not: a skip is no pass.
 */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "valibot";
import { findParts, isMissing } from "../engine/ground.ts";
import { smokeSchema } from "../examples/smoke.ts";
import { faults } from "./faults.ts";
import { openRehearsal, type Rehearsal } from "./rehearsal.ts";

const root = join(import.meta.dirname, "../..");
const [source = "examples/boring"] = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const started = performance.now();

const parts = findParts();
if (process.platform !== "linux" || process.getuid?.() !== 0) skip("it needs root on Linux");
else if (isMissing(parts)) skip(parts.missing);
else process.exitCode = await rehearse();

async function rehearse(): Promise<number> {
  if (isMissing(parts)) return 1;
  const rehearsal = await openRehearsal({ parts, name: basename(source), source, say });
  try {
    await firstAnswers(rehearsal);
    if (process.argv.includes("--faults")) await allFaults(rehearsal);
    await permissions(rehearsal);
    say("Not rehearsed: drivers and cards, EFS's latency and close-to-open, real capacity.");
    return 0;
  } catch (error) {
    say(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
    for (const { group, id, log } of rehearsal.cloud.machines())
      process.stderr.write(`\n---- ${group} ${id}\n${log()}`);
    return 1;
  } finally {
    await rehearsal.end();
  }
}

async function firstAnswers(rehearsal: Rehearsal): Promise<void> {
  const smoke = parse(
    smokeSchema,
    JSON.parse(readFileSync(join(root, source, "smoke.json"), "utf8")),
  );
  const [port = 0] = portsOf(rehearsal);
  for (const { path, contains } of smoke.visit) {
    const within = smoke.timeoutSeconds * 1000;
    const answer = await rehearsal.ask({ port, path, contains, within });
    if (answer === undefined) throw new Error(`Nobody answers "${contains}" at :${port}${path}.`);
    say(`:${port}${path} answers ${JSON.stringify(answer.slice(0, 60))}`);
  }
}

function portsOf({ checkout }: Rehearsal): readonly number[] {
  const { components }: { components: readonly { port?: number | null }[] } = JSON.parse(
    checkout.thunderhead("graph", "--json"),
  );
  return components.flatMap(({ port }) => port ?? []);
}

async function permissions({ cloud }: Rehearsal): Promise<void> {
  const { calls, denied, unused } = await cloud.judge();
  for (const statement of unused) say(`no call needed  ${statement}`);
  if (denied.length > 0) throw new Error(`Calls that no policy allows:\n${denied.join("\n")}`);
  say(`${calls} calls of machines, all allowed by their roles`);
}

async function allFaults(rehearsal: Rehearsal): Promise<void> {
  for (const [name, fault] of Object.entries(faults)) {
    const begun = performance.now();
    await fault(rehearsal);
    say(`${name}: as before after ${Math.round((performance.now() - begun) / 1000)} s`);
  }
}

function say(line: string): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
  process.stderr.write(`rehearse ${seconds} s  ${line}\n`);
}

function skip(reason: string): void {
  const required = process.env["REHEARSAL_REQUIRED"] === "1" || process.env["CI"] === "true";
  process.stderr.write(`\nSKIP rehearsal: ${reason}. No machine was booted.\n`);
  process.exitCode = required ? 1 : 0;
}
