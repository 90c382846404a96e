/**
 * Journal: items of one DynamoDB stream, a batch each, whose number is its place. A place is taken by one
 * conditional put; what became of a put that nobody answered, the place says when it is read. Nothing expires by
 * itself: an app may sleep for months on batches that no snapshot holds yet.
 */
import { GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { S3Client } from "@aws-sdk/client-s3";
import type { Journal, JournalBatch } from "#core/bindings.ts";
import { isNamed, isTransient, soon, untilAnswered } from "./asking.ts";
import { batchOf, itemOf } from "./journal-items.ts";
import { dataPayloads, type Payloads } from "./payloads.ts";
import { journalSnapshots } from "./snapshots.ts";
import { itemsOf, keyOf, numberIn, type Table } from "./table.ts";

export interface AwsJournalOptions extends Table {
  readonly objects: S3Client;
  /** Bucket of what is too big for the table, below `controller/`. */
  readonly data: string;
}

/** Items a page. */
const page = 200;

export function awsJournal(options: AwsJournalOptions): Journal {
  const closing = new AbortController();
  const payloads = dataPayloads(options);
  const asked = <Answer>(ask: () => Promise<Answer>): Promise<Answer> =>
    untilAnswered(ask, closing.signal);
  return {
    read: (from) => read({ ...options, payloads, asked }, from),
    append: (batch) => append({ ...options, payloads }, batch),
    get: (sequence) => asked(() => get({ ...options, payloads }, sequence)),
    leader: () => asked(async () => Math.max(await ledBy(options), await writtenBy(options))),
    snapshots: journalSnapshots({ ...options, payloads, asked }),
    close: async () => closing.abort(),
  };
}

interface Store extends Table {
  readonly payloads: Payloads;
}

async function append(
  { tables, table, payloads }: Store,
  batch: JournalBatch,
): Promise<"appended" | "taken" | "unknown"> {
  try {
    const command = new PutItemCommand({
      TableName: table,
      Item: await itemOf(batch, payloads),
      ConditionExpression: "attribute_not_exists(epoch)",
    });
    await tables.send(command, soon());
    return "appended";
  } catch (error) {
    if (isNamed(error, "ConditionalCheckFailedException")) return "taken";
    if (isTransient(error)) return "unknown";
    throw error;
  }
}

async function get({ tables, table, payloads }: Store, sequence: number) {
  const Key = keyOf("journal", sequence);
  const command = new GetItemCommand({ TableName: table, Key, ConsistentRead: true });
  const { Item } = await tables.send(command, soon());
  return Item && batchOf(Item, payloads);
}

async function* read(
  {
    tables,
    table,
    payloads,
    asked,
  }: Store & { readonly asked: <Answer>(ask: () => Promise<Answer>) => Promise<Answer> },
  from: number,
): AsyncIterable<JournalBatch> {
  for (let next = from; ; ) {
    const command = new QueryCommand({
      TableName: table,
      ...itemsOf("journal", { from: next, limit: page }),
    });
    const { Items = [] } = await asked(() => tables.send(command, soon()));
    if (Items.length === 0) return;
    for (const item of Items) yield await asked(() => batchOf(item, payloads));
    next = numberIn(Items.at(-1), "sequence") + 1;
  }
}

async function ledBy({ tables, table }: Table): Promise<number> {
  const Key = keyOf("leader", 0);
  const command = new GetItemCommand({ TableName: table, Key, ConsistentRead: true });
  return numberIn((await tables.send(command, soon())).Item, "epoch");
}

/** Of the last batch: epochs never fall. */
async function writtenBy({ tables, table }: Table): Promise<number> {
  const command = new QueryCommand({
    TableName: table,
    ...itemsOf("journal", { newestFirst: true, limit: 1 }),
  });
  return numberIn((await tables.send(command, soon())).Items?.[0], "epoch");
}
