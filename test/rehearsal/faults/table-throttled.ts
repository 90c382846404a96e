import type { Fault } from "./fault.ts";
import { until } from "./scene.ts";

const throttled = { status: 400, error: "ProvisionedThroughputExceededException" } as const;

export const tableThrottled: Fault = {
  what: "the table refuses three calls of four, for everybody",
  strike: async ({ cloud, open, call }) => {
    let count = 0;
    cloud.door.refuse(({ service }) =>
      service === "dynamodb" && ++count % 4 !== 0 ? throttled : undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    open("table-throttled");
    await until(
      async () => (await call("table-throttled"))?.stage === "succeeded",
      "The attempt ends although the table is busy",
    );
    cloud.door.refuse();
    if (count < 10) throw new Error(`The table was asked ${count} times only.`);
  },
};
