import { defineConfig } from "vitest/config";

/** What these test stays in the process: guards of a flow's realm, processes that end with it, a browser. */
const alone = ["agent", "corpus", "e2e", "faults", "paths", "runtime", "security", "simulation"];

export default defineConfig({
  test: {
    // Real processes, real engines: generous limits, since a machine with two cores may be busy.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: "forks",
    setupFiles: ["test/setup.ts"],
    // Tests wait for processes as much as they work: twice as many at a time as a small machine has cores.
    maxWorkers: 4,
    projects: [
      {
        extends: true,
        test: {
          name: "alone",
          include: [`test/{${alone}}/**/*.test.ts`],
        },
      },
      {
        // One process for many files: half a second of processor time less for each.
        extends: true,
        test: {
          name: "shared",
          include: ["test/**/*.test.ts"],
          exclude: [`test/{${alone}}/**`],
          isolate: false,
        },
      },
    ],
  },
});
