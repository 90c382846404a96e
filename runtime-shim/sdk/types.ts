export type { Reason, Stage, Status } from "#protocol/status.ts";

/** `"90s"`, `"5m"`: a bare number would leave the unit to guess. */
export type Duration = `${number}${"ms" | "s" | "m" | "h" | "d"}`;
export type Key = string | readonly (string | number)[];

/** Word that the machine, or this attempt, will be taken away. */
export interface Notice {
  /** `block`: the reservation that the machine is bought with has an end. */
  readonly reason: "spot" | "rebalance" | "idle" | "stop" | "maintenance" | "block";
  readonly deadline: Date;
}
