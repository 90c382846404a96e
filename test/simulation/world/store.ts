import type { JournalBatch, JournalSnapshot } from "#core/bindings.ts";
import type { LeaderRecord } from "#core/leadership.ts";
import type { AppendOutcome } from "#core/writer.ts";
import type { World } from "../world.ts";
import { type Random, random } from "./random.ts";
import type { Node } from "./timeline.ts";

/** ms after which a batch that a snapshot holds may go; a week in earnest, and longer than a writer stays unconfirmed. */
const oldEnough = 90_000;

/**
 * A table in the manner of DynamoDB: single items, conditional writes, consistent reads; a client that gets
 * no answer does not know. It holds the journal, the leader record and the fence records.
 */
export class Store {
  readonly items = new Map<number, JournalBatch>();
  readonly #written = new Map<number, number>();
  snapshot: JournalSnapshot | undefined;
  leader: LeaderRecord | undefined;
  #before: LeaderRecord | undefined;
  readonly fences = new Map<string, number>();
  readonly #world: World;
  readonly #chance: Random;

  constructor(world: World) {
    this.#world = world;
    this.#chance = random(world.seed, "store");
  }

  append(node: Node, batch: JournalBatch, answer: (outcome: AppendOutcome) => void): void {
    const { faults } = this.#world;
    const write = this.#chance.between(1, 6);
    if (
      this.#unreachable(node) ||
      faults.hits("journal-timeout-lost") ||
      faults.hits("journal-throttle")
    ) {
      this.#after(faults.hits("journal-throttle") ? 20 : 1000, node, () => answer("unknown"));
      return;
    }
    const late = faults.hits("journal-late") && this.#chance.chance(0.5);
    const silent = late || faults.hits("journal-timeout-applied");
    // What a client has sent may arrive whatever becomes of the client.
    this.#world.timeline.after(late ? this.#chance.between(1000, 4000) : write, () => {
      const outcome = this.#put(batch);
      if (silent) return;
      const lies = outcome === "appended" && faults.hits("journal-own-retry");
      this.#after(write, node, () => answer(lies ? "taken" : outcome));
    });
    if (silent) this.#after(1000, node, () => answer("unknown"));
  }

  get(node: Node, sequence: number, answer: (batch: JournalBatch | undefined) => void): void {
    this.#read(node, () => this.items.get(sequence), answer);
  }

  /** Whole, or not at all; what it holds goes from the journal once it is old enough. */
  saveSnapshot(node: Node, snapshot: JournalSnapshot): void {
    const { faults, timeline } = this.#world;
    if (this.#unreachable(node) || faults.hits("objects-unavailable")) return;
    const slow = faults.hits("objects-slow") ? 20_000 : 0;
    timeline.after(this.#chance.between(10, 200) + slow, () => {
      if (snapshot.sequence <= (this.snapshot?.sequence ?? 0)) return;
      this.snapshot = snapshot;
      this.#compact(snapshot.sequence);
    });
  }

  #compact(until: number): void {
    const { timeline } = this.#world;
    for (const [sequence, at] of this.#written) {
      if (sequence > until || timeline.now - at < oldEnough) continue;
      this.items.delete(sequence);
      this.#written.delete(sequence);
    }
  }

  /** The newest snapshot, and everything after it. */
  readAll(
    node: Node,
    answer: (read: {
      readonly snapshot: JournalSnapshot | undefined;
      readonly batches: readonly JournalBatch[];
    }) => void,
  ): void {
    const { faults } = this.#world;
    if (faults.hits("objects-unavailable")) {
      this.#after(1000, node, () => this.readAll(node, answer));
      return;
    }
    const all = () => {
      const { snapshot } = this;
      const after = snapshot?.sequence ?? 0;
      const batches = [...this.items.values()]
        .filter(({ sequence }) => sequence > after)
        .sort((left, right) => left.sequence - right.sequence);
      if (snapshot !== undefined && !this.items.has(1))
        this.#world.sometimes("compaction during replay");
      return { snapshot, batches };
    };
    const slow = faults.hits("objects-slow") ? this.#chance.between(1000, 5000) : 0;
    // What was read first may have been added to by the time everything is there.
    this.#read(node, all, (read) => this.#after(slow, node, () => answer(read)));
  }

  /** What agents were told before, as some of them may have kept it. */
  readOldLeader(node: Node, answer: (record: LeaderRecord | undefined) => void): void {
    this.#read(node, () => this.#before ?? this.leader, answer);
  }

  readLeader(node: Node, answer: (record: LeaderRecord | undefined) => void): void {
    this.#read(node, () => this.leader, answer);
  }

  writeLeader(
    node: Node,
    {
      expected,
      record,
    }: { readonly expected: LeaderRecord | undefined; readonly record: LeaderRecord },
    answer: (ok: boolean | undefined) => void,
  ): void {
    if (this.#unreachable(node)) {
      this.#after(1000, node, () => answer(undefined));
      return;
    }
    this.#world.timeline.after(this.#chance.between(1, 6), () => {
      const same =
        expected?.epoch === this.leader?.epoch && expected?.renewed === this.leader?.renewed;
      if (same && record.epoch !== this.leader?.epoch) this.#before = this.leader;
      if (same) this.leader = record;
      this.#after(2, node, () => answer(same));
    });
  }

  raiseFence(node: Node, work: string, generation: number): void {
    if (this.#unreachable(node)) {
      this.#after(1000, node, () => this.raiseFence(node, work, generation));
      return;
    }
    this.#world.timeline.after(this.#chance.between(1, 8), () => {
      this.fences.set(work, Math.max(generation, this.fences.get(work) ?? 0));
      this.#world.observer.fences.raised(work, generation);
    });
  }

  readFences(
    node: Node,
    works: readonly string[],
    answer: (generations: Readonly<Record<string, number>>) => void,
  ): void {
    if (this.#unreachable(node)) {
      this.#after(1000, node, () => answer({}));
      return;
    }
    const generations = () =>
      Object.fromEntries(works.map((work) => [work, this.fences.get(work) ?? 0]));
    this.#after(this.#chance.between(2, 12), node, () => answer(generations()));
  }

  #put(batch: JournalBatch): "appended" | "taken" {
    if (this.items.has(batch.sequence)) return "taken";
    this.items.set(batch.sequence, batch);
    this.#written.set(batch.sequence, this.#world.timeline.now);
    this.#world.observer.appended(batch);
    return "appended";
  }

  #read<T>(node: Node, value: () => T, answer: (value: T) => void): void {
    if (this.#unreachable(node)) {
      this.#after(1000, node, () => this.#read(node, value, answer));
      return;
    }
    this.#after(this.#chance.between(2, 10), node, () => answer(value()));
  }

  #unreachable(node: Node): boolean {
    return this.#world.faults.hits("store-unreachable", this.#world.placeOf(node), 4);
  }

  #after(delay: number, node: Node, run: () => void): void {
    this.#world.timeline.after(delay, run, node);
  }
}
