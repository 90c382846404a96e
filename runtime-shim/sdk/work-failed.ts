import type { Reason } from "#protocol/status.ts";

/** What awaiting a failed or stopped call rejects with. */
export class WorkFailed extends Error {
  override readonly name = "WorkFailed";
  readonly work: string;
  readonly reason: Reason;
  readonly attempts: number;

  constructor(
    message: string,
    details: { work: string; reason: Reason; attempts: number; cause?: unknown },
  ) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.work = details.work;
    this.reason = details.reason;
    this.attempts = details.attempts;
  }
}
