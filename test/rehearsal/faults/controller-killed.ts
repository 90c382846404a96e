import { until } from "../expect.ts";
import type { Fault } from "./fault.ts";

export const controllerKilled: Fault = {
  what: "the controller is killed, and its group replaces it; works run on",
  strike: async ({ cloud, leading, machine }) => {
    const [before, working] = [await leading(), machine("steady")];
    await cloud.fail(before);
    await until(
      async () => (await leading().catch(() => before)).id !== before.id,
      "Another controller leads",
    );
    if (machine("steady").id !== working.id) throw new Error("The work's machine went, too.");
  },
  after: async ({ call }) => {
    const attempts = (await call("controller-killed"))?.attempt;
    if (attempts !== 1) throw new Error(`It took ${attempts} attempts, and not one.`);
  },
};
