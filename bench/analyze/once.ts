/** One analysis, or one parse of all files, of the app in a folder: milliseconds of wall and of processor time without loading, and memory. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";
import { analyze } from "#analyze/analyze.ts";
import { collectingSink } from "#diagnostics/sink.ts";
import { emptyLock } from "#graph/identity.ts";
import { diskHost } from "#source/disk-host.ts";

const [kind, folder = ""] = process.argv.slice(2);
// What a person waits for; and the time of this process on processors, all its threads together, which says the
// same on a busy machine, but counts what the collector and the compiler of JavaScript do beside it as well.
const began = performance.now();
const started = process.cpuUsage();
if (kind === "parse") parseAll();
else analyzeAll();
const { user, system } = process.cpuUsage(started);
const milliseconds = performance.now() - began;
const processor = (user + system) / 1000;
// What the process has at its most, modules and Node itself included.
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ milliseconds, processor, megabytes }));

function parseAll(): void {
  for (const file of globSync("{app.ts,shared/*.ts,stages/*.ts}", { cwd: folder })) {
    const text = readFileSync(join(folder, file), "utf8");
    const { program } = parseSync(file, text, { sourceType: "module", astType: "ts" });
    if (program.body.length === 0) throw new Error(`${file} is empty`);
  }
}

function analyzeAll(): void {
  const sink = collectingSink();
  const place = { entry: join(folder, "app.ts"), directory: folder, name: "app" };
  const analysis = analyze({ ...place, lock: emptyLock, host: diskHost, sink });
  const problems = sink.diagnostics().filter(({ severity }) => severity === "error");
  if (analysis === undefined || problems.length > 0)
    throw new Error(`the app does not pass: ${problems[0]?.message}`);
}
