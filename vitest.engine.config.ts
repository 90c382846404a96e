import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/engine/**/*.lane.ts"],
    // A balancer alone takes a fixed minute, and another lane may have the other core.
    testTimeout: 600_000,
    hookTimeout: 120_000,
    pool: "forks",
    reporters: ["verbose"],
    // Lanes wait more than they work: three at a time on two cores.
    maxWorkers: 3,
  },
});
