/**
 * Proves that whoever deploys needs each right that `thunderhead permissions` names: without it an `up`, an `up`
 * of changes, or a `destroy` fails. That is not one run for each. Rights are withheld together: a run ends for
 * want of some, which is noted, and the next has them. What one refusal ended is ended by it too where it is the
 * only one, for all that went before was granted. Runs that make things begin on an empty AWS, so that nothing
 * half made stands in the way. Takes about half an hour:
 *
 *   npm run permissions:proof -- boring        writes proven/boring.json, after every run
 *   npm run permissions:proof -- boring --resume    goes on with what is in it
 *
 * What the record of an app before it has, whatever it says of it, a proof gives from the start.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { type Bench, openBench } from "./bench.ts";
import { overrides } from "./changes.ts";
import { type ProofApp, proofApps } from "./proof-apps.ts";
import { type Proven, proofFile, readProof } from "./proven.ts";
import { refusedIn } from "./refused.ts";

type Step = "up" | "change" | "destroy";

/** Refused, they are asked for again and again, for twenty minutes. */
const waitedFor: ReadonlySet<string> = new Set(["s3:ListBucket"]);
const go = ["--yes", "--skip-preview"] as const;
/** What it makes takes a minute: it is withheld until nothing else is missed. */
const slow = "elasticloadbalancing:CreateLoadBalancer";
/** ms; twice what a whole `up` takes. */
const patience = 200_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { resume: { type: "boolean" } },
});
const [name = "boring"] = positionals;
const names = Object.keys(proofApps);
const app: ProofApp | undefined = Object.entries(proofApps).find(([known]) => known === name)?.[1];
if (!app) throw new Error(`There is no such proof: ${names.join(", ")}.`);
const before = names.slice(0, names.indexOf(name));
const theirs = new Set(before.flatMap((one) => Object.keys(readProof(one).actions)));
const bench = await openBench(app);
try {
  await prove(bench);
} finally {
  await bench.close();
}

async function prove(bench: Bench): Promise<void> {
  const known = values.resume ? Object.entries(readProof(name).actions) : [];
  const proven = new Map<string, Step>(
    known.flatMap(([action, verdict]) => (isStep(verdict) ? [[action, verdict] as const] : [])),
  );
  await rounds("up", { bench, proven, begin: bench.anew });
  bench.override(overrides);
  await rounds("change", { bench, proven });
  bench.override(undefined);
  await rounds("change", { bench, proven });
  await rounds("destroy", { bench, proven });
  for (const action of ownOf(bench)) {
    if (proven.has(action) || !bench.asked().has(action)) continue;
    if (await isMissed(action, bench)) proven.set(action, "up");
    write(bench, proven);
  }
}

function ownOf({ actions }: Bench): readonly string[] {
  return actions.filter((action) => !theirs.has(action));
}

function isStep(verdict: string): verdict is Step {
  return /^(up|change|destroy)$/.test(verdict);
}

interface Rounds {
  readonly bench: Bench;
  readonly proven: Map<string, Step>;
  readonly begin?: () => Promise<void>;
}

/** Until a run ends well without what is still withheld. */
async function rounds(step: Step, { bench, proven, begin }: Rounds): Promise<void> {
  const held = new Set(
    ownOf(bench).filter((action) => !proven.has(action) && !waitedFor.has(action)),
  );
  let isQuick = begin !== undefined;
  for (;;) {
    await begin?.();
    const started = Date.now();
    const rights = bench.actions.filter(
      (action) => !held.has(action) && !(isQuick && action === slow),
    );
    const words = step === "destroy" ? "destroy" : "up";
    const { code, output } = await bench.run(rights, words, ...go, "--continue-on-error");
    const refused = [...refusedIn(output)].filter((action) => held.has(action));
    say(`${step}, ${seconds(started)} s: ${code === 0 ? "done" : refused.join(" ")}`);
    for (const action of refused) proven.set(action, step);
    write(bench, proven);
    if (code === 0) return;
    if (refused.length === 0 && isQuick) {
      isQuick = false;
      continue;
    }
    // Where what failed names no call, all that was asked for is given, and tried one by one later.
    const given = refused.length > 0 ? refused : [...bench.asked()].filter((one) => held.has(one));
    if (given.length === 0) throw new Error(`It fails otherwise:\n${output}`);
    if (refused.length === 0) say(`  given: ${given.join(" ")}\n${output.slice(-3000)}`);
    for (const action of given) held.delete(action);
  }
}

/** The plain question, at the price of a whole deploy. */
async function isMissed(action: string, bench: Bench): Promise<boolean> {
  const started = Date.now();
  await bench.anew();
  const rights = bench.actions.filter((one) => one !== action);
  const up = bench.run(rights, "up", ...go);
  const late = AbortSignal.timeout(patience);
  const ended = await Promise.race([
    up,
    new Promise<undefined>((resolve) => late.addEventListener("abort", () => resolve(undefined))),
  ]);
  // It may go on, so as to end.
  if (ended === undefined) await bench.allow(bench.actions);
  await up;
  const isMissed = ended?.code !== 0;
  say(`${action} alone, ${seconds(started)} s: ${isMissed ? "missed" : "not missed"}`);
  return isMissed;
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function write(bench: Bench, proven: ReadonlyMap<string, Step>): void {
  const wanted = bench.asked();
  const verdict = (action: string) =>
    proven.get(action) ?? (wanted.has(action) ? "not missed" : "not asked");
  const record: Proven = {
    date: new Date().toISOString().slice(0, 10),
    actions: Object.fromEntries(ownOf(bench).map((action) => [action, verdict(action)])),
  };
  mkdirSync(dirname(proofFile(name)), { recursive: true });
  writeFileSync(proofFile(name), `${JSON.stringify(record, undefined, 2)}\n`);
}
