import type { Fault } from "./fault.ts";

export const cutFromController: Fault = {
  what: "an agent loses the controller, not the table: its attempt is given up, fenced, and made again",
  strike: async ({ leading, machine, waits }) => {
    const { address } = await leading();
    machine("steady").joined.lose(address);
    // Long enough to be given up; the machine ends, so nobody mends its way.
    await waits("cut-from-controller", 2);
  },
  after: async ({ call }) => {
    const attempts = (await call("cut-from-controller"))?.attempt;
    if (attempts !== 2) throw new Error(`It took ${attempts} attempts, and not two.`);
  },
};
