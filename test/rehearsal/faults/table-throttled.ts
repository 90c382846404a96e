import { until } from "../expect.ts";
import type { Fault } from "./fault.ts";

const throttled = { status: 400, error: "ProvisionedThroughputExceededException" } as const;

export const tableThrottled: Fault = {
  what: "the table refuses three calls of four, whoever asks",
  strike: async ({ cloud, open, call }) => {
    let count = 0;
    // By chance: who asks in turn with a refusal each time would never be let through.
    cloud.door.refuse(({ service }) =>
      service === "dynamodb" && ++count && Math.random() < 0.75 ? throttled : undefined,
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
