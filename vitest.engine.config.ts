import { basename } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { laneTimes } from "./test/engine/lane-times.ts";

/** The longest first, so that none is begun when all others are over. */
const longest = ["killed", "gpu", "edits", "permissions", "rehearsal", "boring", "quick-start"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((name) => basename(moduleId).startsWith(name));
      return at < 0 ? longest.length : at;
    };
    return files.toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    // `--every`: all apps there are, beside the lanes of a few.
    include: process.env["ENGINE_EVERY"]
      ? ["test/engine/every.lane.ts"]
      : ["test/engine/lanes/*.lane.ts", "test/rehearsal/*.lane.ts"],
    // A balancer alone takes a fixed minute, and other lanes may have both cores.
    testTimeout: 900_000,
    hookTimeout: 600_000,
    pool: "forks",
    reporters: ["verbose", laneTimes],
    sequence: { sequencer: LongestFirst },
    // Lanes wait as much as they work: three times as many at a time as there are cores on a small machine.
    maxWorkers: 6,
  },
});
