/**
 * `npm run rehearse -- examples/boring [--faults]`: the compiled app on an emulated AWS, its machines booted here from
 * their own user data, until its services answer as smoke.json says. Needs root and Linux, and says aloud where it
 * has not: a skip is no pass.
 */
import { basename } from "node:path";
import { apps, type Edit } from "../engine/apps.ts";
import { findParts, isMissing } from "../engine/ground.ts";
import { faults } from "./faults.ts";
import { openRehearsal, type Rehearsal } from "./rehearsal.ts";
import { missingRights } from "./rights.ts";
import { firstAnswers, logsOf, rightsSuffice } from "./standing.ts";
import { follow } from "./timeline.ts";
import { allVerbs } from "./verbs.ts";

const [source = "examples/boring"] = process.argv.slice(2).filter((word) => !word.startsWith("-"));
/** Apps whose own source keeps everything on one machine, to cost nothing: here their works have their own. */
const placed: Readonly<Record<string, readonly Edit[]>> = {
  "examples/quick-start": [apps["quick-start"].compute],
};
const started = performance.now();

const parts = findParts();
const missing = missingRights();
if (missing !== undefined) skip(missing);
else if (isMissing(parts)) skip(parts.missing);
else process.exitCode = await rehearse();

async function rehearse(): Promise<number> {
  if (isMissing(parts)) return 1;
  const edits = placed[source] ?? [];
  const rehearsal = await openRehearsal({ parts, name: basename(source), source, edits, say });
  const timeline = follow(rehearsal.cloud, say);
  try {
    for (const line of await firstAnswers(rehearsal, source)) say(line);
    if (process.argv.includes("--verbs")) await allVerbs(rehearsal, say);
    if (process.argv.includes("--faults")) await allFaults(rehearsal);
    for (const line of await rightsSuffice(rehearsal)) say(line);
    say("Not rehearsed: drivers and cards, EFS's latency and close-to-open, real capacity.");
    return 0;
  } catch (error) {
    say(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
    process.stderr.write(logsOf(rehearsal));
    return 1;
  } finally {
    timeline.stop();
    await rehearsal.end();
  }
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
  const required = process.env["REHEARSAL_REQUIRED"] === "1";
  process.stderr.write(`\nSKIP rehearsal: ${reason}. No machine was booted.\n`);
  process.exitCode = required ? 1 : 0;
}
