import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Real processes, real engines: generous limits, since a machine with two cores may be busy.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: "forks",
    // Tests wait for processes more than they work: one more at a time than a small machine has cores.
    maxWorkers: 3,
  },
});
