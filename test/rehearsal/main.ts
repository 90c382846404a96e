/**
 * `npm run rehearse -- examples/boring`: the compiled app on an emulated AWS, its machines booted here from their own
 * user data, until its services answer as smoke.json says; `-- --faults` strikes an app made for it instead. Needs
 * root and Linux, and says aloud where it has not: a skip is no pass.
 */
import { basename } from "node:path";
import { apps, type Edit } from "../engine/apps.ts";
import { findParts, isMissing } from "../engine/ground.ts";
import { strikeAll } from "./faults/all.ts";
import { openRehearsal, type Rehearsal } from "./rehearsal.ts";
import { missingRights } from "./rights.ts";
import { firstAnswers, logsOf, rightsSuffice } from "./standing.ts";
import { follow } from "./timeline.ts";
import { allVerbs, destroyed } from "./verbs.ts";

const words = process.argv.slice(2);
/** `--faults`, or `--faults=machine-killed,new-code`: on an app that is made for them. */
const faults = words
  .map((word) => /^--faults=?(.*)$/.exec(word)?.[1])
  .find((one) => one !== undefined);
const [source = faults === undefined ? "examples/boring" : "test/rehearsal/storm"] = words.filter(
  (word) => !word.startsWith("-"),
);
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
    const rights = async (): Promise<void> => {
      for (const line of await rightsSuffice(rehearsal, { everything: faults === "" })) say(line);
    };
    if (faults === undefined) await answersAndVerbs(rehearsal, rights);
    else
      await strikeAll(rehearsal, {
        say,
        rights,
        ...(faults !== "" && { only: faults.split(",") }),
      });
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

async function answersAndVerbs(rehearsal: Rehearsal, rights: () => Promise<void>): Promise<void> {
  for (const line of await firstAnswers(rehearsal, source)) say(line);
  const verbs = process.argv.includes("--verbs");
  if (verbs) await allVerbs(rehearsal, say);
  await rights();
  if (verbs) await destroyed(rehearsal, say);
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
