import type { Event } from "#controller/event.ts";
import type { JournalRecord } from "#protocol/record.ts";

/** Events and records in the few words of a trace. */
export function describe(event: Event): string {
  if (event.kind === "agent") return `${event.machine} ${event.message.kind}`;
  return event.kind === "flow" ? `flow ${event.message.kind}` : event.kind;
}

export const describeRecord = (record: JournalRecord): string =>
  "call" in record && "attempt" in record
    ? `${record.kind} ${record.work}#${record.attempt}`
    : "token" in record
      ? `${record.kind} ${record.token}`
      : record.kind;
