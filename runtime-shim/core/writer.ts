import type { JsonObject } from "#protocol/value.ts";
import type { JournalBatch } from "./bindings.ts";

/**
 * The journal's one writer, as a reducer. Nothing leaves before its record is durable; one append is in
 * flight at a time, and whatever arrives meanwhile is the next batch. Each batch has a nonce, so that an
 * append whose answer got lost is known again when its place turns out to be taken: by this writer, by a
 * later epoch (then this writer is deposed), or by an earlier one, while this one still claims its epoch.
 */
export interface Writer<R, E> {
  readonly epoch: number;
  /** Of the last batch that is durable. */
  sequence: number;
  /** Until its epoch is in the journal, a writer takes over what an earlier one wrote last. */
  claiming: boolean;
  waiting: Entry<R, E>[];
  /** Patches wait, and may wait for more of them; `urgent`: something else does. */
  patches: boolean;
  urgent: boolean;
  /** Makes fewer of what waits, right before it is written. */
  readonly merge: (entries: readonly Entry<R, E>[]) => Entry<R, E>[];
  /** When the first of what waits began to. */
  since: number;
  /** Since when the writer has heard nothing of its own being the leader. */
  confirmed: number;
  flight: Flight<E> | undefined;
  /** It has asked to be woken. */
  planned: boolean;
  deposed: boolean;
}

/** One event's worth: the effects are let out once the records are durable. */
export interface Entry<R, E> {
  readonly records: readonly R[];
  readonly effects: readonly E[];
}

interface Flight<E> {
  readonly batch: JournalBatch;
  readonly effects: readonly E[];
  /** Tries that nobody answered, in a row. */
  readonly tries: number;
}

export type WriterEvent<R, E> =
  | { readonly kind: "add"; readonly entry: Entry<R, E> }
  /** What became of the append in flight; `unknown` is a time-out, or a store too busy to answer. */
  | { readonly kind: "answered"; readonly sequence: number; readonly outcome: AppendOutcome }
  | { readonly kind: "read"; readonly sequence: number; readonly batch: JournalBatch | undefined }
  /** The epoch in the leader record. */
  | { readonly kind: "leader"; readonly epoch: number }
  /** Enough has gathered. */
  | { readonly kind: "wake" }
  /** Time to see what became of an append that nobody answered. */
  | { readonly kind: "retry"; readonly sequence: number };

export type AppendOutcome = "appended" | "taken" | "unknown";

export type WriterEffect<E> =
  | { readonly kind: "append"; readonly batch: JournalBatch }
  /** Consistently: what stands at that place now. */
  | { readonly kind: "read"; readonly sequence: number }
  | { readonly kind: "read-leader" }
  | { readonly kind: "release"; readonly effects: readonly E[] }
  /** A batch of an earlier epoch, to be applied before this writer's first. */
  | { readonly kind: "replay"; readonly batch: JournalBatch }
  /** Tell the writer `event` when that long has passed. */
  | {
      readonly kind: "later";
      readonly milliseconds: number;
      readonly event:
        | { readonly kind: "wake" }
        | { readonly kind: "retry"; readonly sequence: number };
    }
  | { readonly kind: "deposed" };

export interface WriterContext {
  /** ms; runs on while the machine sleeps, and never backwards. */
  readonly now: number;
  readonly nonce: () => string;
  /** A tick is under way whose record belongs in the same append as what caused it. */
  readonly awaitsTick: boolean;
}

interface Start<R, E> {
  readonly epoch: number;
  readonly sequence: number;
  readonly now: number;
  /** @default everything is written as it came */
  readonly merge?: Writer<R, E>["merge"];
}

export const newWriter = <R, E>({
  epoch,
  sequence,
  now,
  merge = (entries) => [...entries],
}: Start<R, E>): Writer<R, E> => ({
  epoch,
  sequence,
  claiming: true,
  waiting: [],
  patches: false,
  urgent: false,
  merge,
  since: now,
  confirmed: now,
  flight: undefined,
  planned: false,
  deposed: false,
});

export const isQuiet = <R, E>({ deposed, waiting, flight }: Writer<R, E>): boolean =>
  deposed || (waiting.length === 0 && flight === undefined);

/** ms. Patches may gather for a while; a cause waits a little for the tick it has set off. */
const patience = { patch: 50, tick: 20 } as const;
/** ms after which a writer asks whether it still leads before it appends: compaction may have emptied the place it would take. */
const silence = 60_000;
const firstRetry = 50;
const longestRetry = 5000;
const largestBatch = 256 * 1024;

export function write<R extends { readonly kind: string }, E>(
  writer: Writer<R, E>,
  event: WriterEvent<R, E>,
  context: WriterContext,
): readonly WriterEffect<E>[] {
  if (writer.deposed) return [];
  if (event.kind === "add") return add(writer, event.entry, context);
  if (event.kind === "leader") return confirmed(writer, event.epoch, context);
  if (event.kind === "wake") {
    writer.planned = false;
    return plan(writer, context);
  }
  const { flight } = writer;
  // Late words about an append that is settled already.
  if (flight?.batch.sequence !== event.sequence) return [];
  if (event.kind === "retry") return [{ kind: "read", sequence: event.sequence }];
  return event.kind === "answered"
    ? answered(writer, flight, { ...context, outcome: event.outcome })
    : readBack(writer, flight, { ...context, batch: event.batch });
}

function add<R extends { readonly kind: string }, E>(
  writer: Writer<R, E>,
  entry: Entry<R, E>,
  context: WriterContext,
): readonly WriterEffect<E>[] {
  const quiet = writer.waiting.length === 0 && writer.flight === undefined;
  if (quiet && entry.records.length === 0) return [{ kind: "release", effects: entry.effects }];
  if (writer.waiting.length === 0) writer.since = context.now;
  writer.waiting.push(entry);
  note(writer, entry);
  return plan(writer, context);
}

function note<R extends { readonly kind: string }, E>(
  writer: Writer<R, E>,
  { records }: Entry<R, E>,
): void {
  for (const { kind } of records) {
    if (kind === "patch") writer.patches = true;
    else writer.urgent = true;
  }
}

function plan<R extends { readonly kind: string }, E>(
  writer: Writer<R, E>,
  context: WriterContext,
): readonly WriterEffect<E>[] {
  if (writer.flight !== undefined || writer.waiting.length === 0) return [];
  const wait = patienceOf(writer, context) - (context.now - writer.since);
  if (wait > 0) {
    if (writer.planned) return [];
    writer.planned = true;
    return [{ kind: "later", milliseconds: wait, event: { kind: "wake" } }];
  }
  return confirmedOr(writer, context, () => flush(writer, context));
}

function patienceOf<R, E>(
  { urgent, patches }: Writer<R, E>,
  { awaitsTick }: WriterContext,
): number {
  if (awaitsTick) return patience.tick;
  return patches && !urgent ? patience.patch : 0;
}

function flush<R extends { readonly kind: string }, E>(
  writer: Writer<R, E>,
  context: WriterContext,
): readonly WriterEffect<E>[] {
  writer.waiting = writer.merge(writer.waiting);
  const entries = takeBatch(writer);
  Object.assign(writer, { patches: false, urgent: false });
  for (const entry of writer.waiting) note(writer, entry);
  const effects = entries.flatMap((entry) => entry.effects);
  const records = entries.flatMap((entry) => entry.records.map(asJson));
  if (records.length === 0) return [{ kind: "release", effects }, ...plan(writer, context)];
  const { epoch, sequence } = writer;
  const batch = { sequence: sequence + 1, epoch, nonce: context.nonce(), records };
  writer.flight = { batch, effects, tries: 0 };
  return [{ kind: "append", batch }];
}

function takeBatch<R, E>({ waiting }: Writer<R, E>): readonly Entry<R, E>[] {
  let bytes = 0;
  const end = waiting.findIndex(({ records }) => {
    bytes += records.length === 0 ? 0 : JSON.stringify(records).length;
    return bytes > largestBatch;
  });
  return waiting.splice(0, end < 0 ? waiting.length : Math.max(1, end));
}

function answered<R extends { readonly kind: string }, E>(
  writer: Writer<R, E>,
  flight: Flight<E>,
  { outcome, ...context }: WriterContext & { readonly outcome: AppendOutcome },
): readonly WriterEffect<E>[] {
  if (outcome === "appended") return appended(writer, flight, context);
  if (outcome === "taken") return [{ kind: "read", sequence: flight.batch.sequence }];
  writer.flight = { ...flight, tries: flight.tries + 1 };
  const milliseconds = Math.min(longestRetry, firstRetry * 2 ** flight.tries);
  // Whether it was written is for its place to say.
  return [
    { kind: "later", milliseconds, event: { kind: "retry", sequence: flight.batch.sequence } },
  ];
}

function readBack<R extends { readonly kind: string }, E>(
  writer: Writer<R, E>,
  flight: Flight<E>,
  { batch: found, ...context }: WriterContext & { readonly batch: JournalBatch | undefined },
): readonly WriterEffect<E>[] {
  // The same batch under the same number: should the first try arrive yet, it is found to be our own.
  if (found === undefined)
    return confirmedOr(writer, context, () => [{ kind: "append", batch: flight.batch }]);
  if (found.nonce === flight.batch.nonce) return appended(writer, flight, context);
  if (found.epoch >= writer.epoch || !writer.claiming) return depose(writer);
  const batch = { ...flight.batch, sequence: found.sequence + 1 };
  writer.sequence = found.sequence;
  writer.flight = { ...flight, batch };
  return [
    { kind: "replay", batch: found },
    { kind: "append", batch },
  ];
}

function appended<R extends { readonly kind: string }, E>(
  writer: Writer<R, E>,
  { batch, effects }: Flight<E>,
  context: WriterContext,
): readonly WriterEffect<E>[] {
  writer.sequence = batch.sequence;
  writer.claiming = false;
  writer.flight = undefined;
  writer.since = context.now;
  writer.confirmed = context.now;
  return [{ kind: "release", effects }, ...plan(writer, context)];
}

function confirmed<R extends { readonly kind: string }, E>(
  writer: Writer<R, E>,
  epoch: number,
  context: WriterContext,
): readonly WriterEffect<E>[] {
  if (epoch > writer.epoch) return depose(writer);
  writer.confirmed = context.now;
  const { flight } = writer;
  return flight === undefined ? plan(writer, context) : [{ kind: "append", batch: flight.batch }];
}

/** An empty place is no proof of being the leader: after a long silence, the leader record is asked first. */
const confirmedOr = <R, E>(
  { confirmed: since }: Writer<R, E>,
  { now }: WriterContext,
  then: () => readonly WriterEffect<E>[],
): readonly WriterEffect<E>[] => (now - since > silence ? [{ kind: "read-leader" }] : then());

/** What waits may never leave any more, since its cause is not written. */
function depose<R, E>(writer: Writer<R, E>): readonly WriterEffect<E>[] {
  writer.deposed = true;
  writer.waiting = [];
  return [{ kind: "deposed" }];
}

/** Records are JSON but for fields that are `undefined`, which JSON leaves out. */
const asJson = (record: unknown): JsonObject => JSON.parse(JSON.stringify(record));
