export type Stage = "pending" | "starting" | "running" | "succeeded" | "failed" | "stopped";

export type Reason =
  | "user-exception"
  | "exit-code"
  | "setup"
  | "timeout"
  | "lost"
  | "interrupted"
  | "no-capacity"
  | "out-of-memory"
  | "superseded"
  | "stopped";

export interface Status {
  readonly stage: Stage;
  readonly reason?: Reason | undefined;
  readonly message?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
}

export type MachineState = "off" | "starting" | "on";

/** How an attempt ended, with what a person needs to find the line. */
export interface Failure {
  readonly reason: Reason;
  readonly message: string;
  /** Mapped to the user's sources, at most 20 frames; absent where there is no code to point at. */
  readonly stack?: string | undefined;
}
