// Run as a process of its own: publishes one Path and, asked to, is killed just before a step.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { AttemptOrder } from "#protocol/call.ts";
import { localVolume } from "#providers/local/runtime/volume.ts";

interface Instruction {
  readonly root: string;
  readonly order: AttemptOrder;
  readonly contents: Readonly<Record<string, string>>;
  readonly move: boolean;
  readonly dieBefore?: string;
}

const { root, order, contents, move, dieBefore }: Instruction = JSON.parse(process.argv[2] ?? "{}");
const volume = localVolume({
  root: `${root}/volume`,
  attempts: `${root}/attempts`,
  bundles: `${root}/build`,
  before: (step) => {
    if (step === dieBefore) process.kill(process.pid, "SIGKILL");
  },
});
const [output] = order.outputs;
if (output === undefined) throw new Error("There is no output to publish.");
const { local } = await volume.prepare(order);
for (const [file, text] of Object.entries(contents)) {
  const place = `${local[output.name]}${file}`;
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, text);
}
process.stdout.write(JSON.stringify(await volume.publish(order, output, { move, number: 1 })));
