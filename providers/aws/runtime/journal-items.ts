import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { JournalBatch } from "#core/bindings.ts";
import type { JsonObject } from "#protocol/value.ts";
import type { Payloads } from "./payloads.ts";
import { type Item, keyOf, numberIn, textIn } from "./table.ts";

/** Bytes; an item of DynamoDB has 400 KB at most, its other attributes included. */
const largest = 350 * 1024;

const pack = promisify(gzip);
const unpack = promisify(gunzip);

export async function itemOf(
  { sequence, epoch, nonce, records }: JournalBatch,
  payloads: Payloads,
): Promise<Record<string, Item[string]>> {
  const bytes = await pack(JSON.stringify(records));
  const content: Record<string, Item[string]> =
    bytes.length <= largest
      ? { records: { B: bytes } }
      : { object: { S: await payloads.save(`batches/${sequence}-${nonce}`, bytes) } };
  return {
    ...keyOf("journal", sequence),
    epoch: { N: `${epoch}` },
    nonce: { S: nonce },
    at: { N: `${Date.now()}` },
    ...content,
  };
}

export async function batchOf(item: Item, payloads: Payloads): Promise<JournalBatch> {
  const object = textIn(item, "object");
  const bytes = object === undefined ? item["records"]?.B : await payloads.load(object);
  const records: JsonObject[] = JSON.parse(String(await unpack(bytes ?? new Uint8Array())));
  return {
    sequence: numberIn(item, "sequence"),
    epoch: numberIn(item, "epoch"),
    nonce: textIn(item, "nonce") ?? "",
    records,
  };
}

export const packText = (text: string): Promise<Uint8Array> => pack(text);
export const unpackText = async (bytes: Uint8Array): Promise<string> => String(await unpack(bytes));
