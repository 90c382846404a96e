import { until } from "../expect.ts";
import type { Fault } from "./fault.ts";

export const idleAndBack: Fault = {
  what: "a group with nothing to do goes to zero, and comes back for the next call",
  before: async ({ cloud }) => {
    await until(() => cloud.machines("spare").length === 0, "The idle machine ends");
  },
  strike: async ({ machine }) => {
    machine("spare");
  },
};
