import { DeleteItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { JournalSnapshot, JournalSnapshots } from "#core/bindings.ts";
import { soon } from "./asking.ts";
import { packText, unpackText } from "./journal-items.ts";
import { DamagedPayload, type Payloads } from "./payloads.ts";
import { type Item, itemsOf, keyOf, numberIn, type Table, textIn } from "./table.ts";

export interface SnapshotsOptions extends Table {
  readonly payloads: Payloads;
  /** Asks until there is an answer. */
  readonly asked: <Answer>(ask: () => Promise<Answer>) => Promise<Answer>;
}

/** ms for which a batch is kept that a snapshot holds already: a writer that was paused must find its place taken. */
const keptFor = 7 * 24 * 3_600_000;

/**
 * Snapshots of the ledger: an object each, and an item that says there is one. The item comes last, so that what it
 * names is whole.
 */
export function journalSnapshots(options: SnapshotsOptions): JournalSnapshots {
  const { payloads, asked } = options;
  return {
    latest: async () => {
      for (const item of await asked(() => newest(options))) {
        const snapshot = await asked(() => whole(item, payloads));
        if (snapshot !== undefined) return snapshot;
      }
      return undefined;
    },
    save: async (snapshot) => {
      const bytes = await packText(snapshot.ledger);
      const object = await asked(() => payloads.save(`snapshots/${snapshot.sequence}`, bytes));
      await asked(() => point(options, { ...snapshot, object }));
      await compact(options);
    },
  };
}

/** The newest first. */
async function newest({ tables, table }: Table): Promise<readonly Item[]> {
  const command = new QueryCommand({
    TableName: table,
    ...itemsOf("snapshot", { newestFirst: true }),
  });
  return (await tables.send(command, soon())).Items ?? [];
}

/** One that does not read as it was written is none: the one before it, and what follows that, say the same. */
async function whole(item: Item, payloads: Payloads): Promise<JournalSnapshot | undefined> {
  try {
    const ledger = await unpackText(await payloads.load(textIn(item, "object") ?? ""));
    return { sequence: numberIn(item, "sequence"), epoch: numberIn(item, "epoch"), ledger };
  } catch (error) {
    const isGone = error instanceof Error && error.name === "NoSuchKey";
    if (isGone || error instanceof DamagedPayload) return undefined;
    throw error;
  }
}

async function point(
  { tables, table }: Table,
  { sequence, epoch, object }: JournalSnapshot & { readonly object: string },
): Promise<void> {
  const item = { ...keyOf("snapshot", sequence), epoch: { N: `${epoch}` }, object: { S: object } };
  await tables.send(new PutItemCommand({ TableName: table, Item: item }), soon());
}

/** Two snapshots are kept, and with the older one all that follows it; never the last place, which says where the next is. */
async function compact(options: SnapshotsOptions): Promise<void> {
  const { payloads, asked } = options;
  const [, before, ...older] = await asked(() => newest(options));
  if (before === undefined) return;
  const drop = async (item: Item): Promise<void> => {
    await asked(() => remove(options, item));
    const object = textIn(item, "object");
    if (object !== undefined) await asked(() => payloads.remove(object));
  };
  for (const item of older) await drop(item);
  for (;;) {
    const batches = await asked(() => outdated(options, numberIn(before, "sequence")));
    for (const item of batches) await drop(item);
    if (batches.length === 0) return;
  }
}

/** From the first on: what is younger comes later. */
async function outdated({ tables, table }: Table, before: number): Promise<readonly Item[]> {
  const command = new QueryCommand({
    TableName: table,
    ...itemsOf("journal", { before, limit: 50 }),
  });
  const { Items = [] } = await tables.send(command, soon());
  return Items.filter((item) => numberIn(item, "at") < Date.now() - keptFor);
}

async function remove({ tables, table }: Table, { stream, sequence }: Item): Promise<void> {
  if (stream === undefined || sequence === undefined) return;
  const Key = { stream, sequence };
  await tables.send(new DeleteItemCommand({ TableName: table, Key }), soon());
}
