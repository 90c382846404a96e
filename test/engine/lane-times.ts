import { basename } from "node:path";
import type { Reporter, TestModule } from "vitest/node";

/** How long each lane took, beside what all of them did: they overlap, for most of it they wait. */
export const laneTimes: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]) {
    const rows = modules
      .map((one) => [basename(one.moduleId, ".lane.ts"), one.diagnostic().duration / 1000] as const)
      .toSorted(([, a], [, b]) => b - a);
    const all = rows.reduce((sum, [, seconds]) => sum + seconds, 0);
    const width = Math.max(0, ...rows.map(([name]) => name.length));
    const line = (name: string, seconds: number): string =>
      `  ${name.padEnd(width)}  ${seconds.toFixed(0).padStart(5)} s\n`;
    process.stderr.write("\nlanes, by the time each took\n");
    for (const [name, seconds] of rows) process.stderr.write(line(name, seconds));
    process.stderr.write(line("one by one", all));
  },
};
