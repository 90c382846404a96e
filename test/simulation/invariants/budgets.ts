import { type Call, isOpen } from "#controller/state.ts";
import type { JournalRecord } from "#protocol/record.ts";
import type { Observer } from "../observer.ts";

/** What became of a call's attempts since it was asked for last, counted from records alone. */
interface Spent {
  attempts: number;
  failures: number;
  losses: number;
  /** Interruptions, and whatever else is nobody's budget. */
  free: number;
}

type OfCall = JournalRecord & { readonly kind: "settle" | "lost" };

const nothing: Spent = { attempts: 0, failures: 0, losses: 0, free: 0 };
const lossLimit = 3;

/**
 * 14: interruption never spends `retries`, and there are no more attempts than 1 and what was spent. It keeps
 * accounts of its own, and knows from the simulated processes which attempts had themselves to blame.
 */
export class Budgets {
  readonly #observer: Observer;
  readonly #spent = new Map<string, Spent>();
  readonly #blamed = new Set<string>();

  constructor(observer: Observer) {
    this.#observer = observer;
  }

  /** The attempt's own code or its input is why it fails, if it fails. */
  blame({ call, attempt }: { readonly call: string; readonly attempt: number }): void {
    this.#blamed.add(`${call}/${attempt}`);
  }

  /** Before the record is applied. */
  attempted(call: Call): void {
    const spent = this.#of(call.id);
    const { attempts, failures, losses, free } = spent;
    const fail = (what: string): never => this.#observer.fail(14, `${call.work} ${what}`);
    if (attempts > failures + losses + free)
      fail(`starts attempt ${attempts + 1}, and ${failures + losses + free} of those before ended`);
    if (call.userFailures !== failures)
      fail(`is charged ${call.userFailures} failures, and had ${failures}`);
    if (call.losses !== losses) fail(`is charged ${call.losses} losses, and had ${losses}`);
    const limit = this.#observer.world.retriesOf(call.work);
    if (failures > limit) fail(`is attempted after ${failures} failures, and may have ${limit}`);
    if (losses > lossLimit) fail(`is attempted after ${losses} losses`);
    this.#spent.set(call.id, { ...spent, attempts: attempts + 1 });
  }

  /** Before the record is applied: how one attempt ended, and whether the call is over with it. */
  ended(call: Call, record: OfCall): void {
    const reason = reasonOf(record);
    const spends = reason !== undefined && !free.has(reason);
    if (spends && !this.#blamed.has(`${record.call}/${record.attempt}`))
      this.#observer.fail(
        14,
        `attempt ${record.attempt} of ${record.work} is charged as ${reason}, and did nothing wrong`,
      );
    if (record.retryAt === undefined || !isOpen(call)) {
      this.#spent.delete(call.id);
      return;
    }
    const spent = this.#of(call.id);
    const kind = spends ? "failures" : reason === "lost" ? "losses" : "free";
    this.#spent.set(call.id, { ...spent, [kind]: spent[kind] + 1 });
  }

  #of(call: string): Spent {
    return this.#spent.get(call) ?? nothing;
  }
}

function reasonOf(record: OfCall): string | undefined {
  if (record.kind === "lost") return record.reason;
  return record.outcome.kind === "failed" ? record.outcome.failure.reason : undefined;
}

/** Reasons that spend no `retries`. */
const free: ReadonlySet<string> = new Set(["lost", "interrupted", "no-capacity"]);
