import type { Fault } from "./fault.ts";

export const machineKilled: Fault = {
  what: "a work's machine is killed",
  strike: async ({ cloud, machine, waits }) => {
    await cloud.fail(machine("default"));
    await waits("machine-killed", 2);
  },
};
