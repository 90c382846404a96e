import type { Encoded } from "#protocol/value.ts";
import type { Notice } from "#sdk/types.ts";
import type { Work } from "#sdk/work.ts";
import type { WorkContext } from "./work-realm.ts";
import type { WorkState } from "./work-state.ts";

export interface Listening {
  readonly work: Work;
  readonly context: WorkContext;
  readonly state: WorkState;
  readonly decode: (encoded: Encoded) => unknown;
}

const reasons: readonly Notice["reason"][] = [
  "spot",
  "rebalance",
  "idle",
  "stop",
  "maintenance",
  "block",
];

/** Hears what the agent says while `run()` goes on: fields that others wrote, notices, the end. */
export function listenForNotice({ work, context, state, decode }: Listening): void {
  const { channel, ending } = context;
  channel.listen((message) => {
    if (message.kind === "state") {
      const changed = state.changes();
      if (changed !== undefined) channel.send({ kind: "patch", patch: changed });
      state.apply(message.patch, decode);
      context.url = message.url ?? context.url;
    } else if (message.kind === "interrupt") {
      void interrupt({ work, context, state, decode }, message);
    } else {
      ending.abort();
    }
  });
  process.on("SIGTERM", () => {
    ending.abort();
    // Code that watches the signal may tidy up until the grace is over; other code would not notice.
    if (!context.signalSeen) process.exit(143);
  });
}

async function interrupt(
  { work, context }: Listening,
  notice: { readonly reason: string; readonly deadline: string },
): Promise<void> {
  const reason = reasons.find((known) => known === notice.reason) ?? "maintenance";
  const handlers = [...context.onNotice].map((tell) => tell(notice));
  try {
    await Promise.all([
      work.onInterrupt?.({ reason, deadline: new Date(notice.deadline) }),
      ...handlers,
    ]);
  } catch (error) {
    // The attempt is ending anyway; what is worth keeping was published, or was not.
    console.error("onInterrupt failed:", error);
  }
  context.channel.send({ kind: "interrupted" });
  // On `rebalance` a notice follows, if it comes to that.
  if (reason !== "rebalance") context.ending.abort();
}
