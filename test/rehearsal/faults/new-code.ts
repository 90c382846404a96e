import { until } from "../expect.ts";
import type { Fault } from "./fault.ts";

/** Released while the call of `new-code` runs, which keeps what it began with; the next has the new. */
export const newCode: Fault = {
  what: "new code is deployed while a work runs",
  strike: async ({ checkout, cloud, machine, up, leading }) => {
    const [working, leader] = [machine("steady"), await leading()];
    checkout.edit({ find: "code 1 runs", replace: "code 2 runs" });
    await up();
    await until(() => leader.log().includes("deployed anew"), "The controller takes it");
    await until(() => listenings(leader.log()) > 1, "It leads again");
    if (machine("steady").id !== working.id) throw new Error("A running machine was replaced.");
    const running = cloud.machines().map(({ id }) => id);
    if (!running.includes(leader.id)) throw new Error("The controller's machine was replaced.");
  },
  after: async ({ said, call }) => {
    const attempts = (await call("new-code"))?.attempt;
    if (attempts !== 1) throw new Error(`It took ${attempts} attempts, and not one.`);
    const lines = await said("steady");
    if (lines.includes("code 2 runs new-code")) throw new Error("A running attempt changed code.");
  },
};

const listenings = (log: string): number => log.split('"event":"listening"').length - 1;
