import { until } from "../expect.ts";
import type { Fault } from "./fault.ts";

export const cutFromTable: Fault = {
  what: "an agent loses the table, not the controller: its attempt goes on, and ends",
  strike: async ({ cloud, machine, open, call }) => {
    const { address } = machine("steady");
    cloud.door.refuse(({ from, service }) =>
      from === address && service === "dynamodb" ? "silence" : undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    open("cut-from-table");
    await until(
      async () => (await call("cut-from-table"))?.stage === "succeeded",
      "The attempt ends without its table",
    );
    cloud.door.refuse();
  },
  after: async ({ call }) => {
    const attempts = (await call("cut-from-table"))?.attempt;
    if (attempts !== 1) throw new Error(`It took ${attempts} attempts, and not one.`);
  },
};
