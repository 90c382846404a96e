import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./fault.ts";

/** ms; two minutes on AWS. */
const warning = 45_000;

export const spotNotice: Fault = {
  what: "a spot machine is told of its end, and ended",
  strike: async ({ cloud, machine, waits }) => {
    const doomed = machine("train");
    const end = Date.now() + warning;
    const action = { action: "terminate", time: new Date(end).toISOString() };
    doomed.metadata("latest/meta-data/spot/instance-action", JSON.stringify(action));
    await waits("spot-notice", 2);
    await sleep(Math.max(0, end - Date.now()));
    if (cloud.machines("train").some(({ id }) => id === doomed.id)) await cloud.fail(doomed);
  },
  after: async ({ said, call }) => {
    const attempts = (await call("spot-notice"))?.attempt;
    if (attempts !== 2) throw new Error(`It took ${attempts} attempts, and not two.`);
    const lines = await said("train");
    for (const line of ["a notice: spot", "goes on from step 4"])
      if (!lines.includes(line)) throw new Error(`"${line}" is not among:\n${lines.join("\n")}`);
  },
};
