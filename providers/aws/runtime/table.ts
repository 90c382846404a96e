/**
 * The app's one table, by stream and number: `journal` holds the batches, `snapshot` where the ledger was written
 * whole, `leader` who leads, `fence/<id>` which attempts of a work are over. Machines of works may read the last two
 * only, and of the fences their own.
 */
import type { AttributeValue, DynamoDBClient, QueryCommandInput } from "@aws-sdk/client-dynamodb";

export interface Table {
  readonly tables: DynamoDBClient;
  readonly table: string;
}

export type Item = Readonly<Record<string, AttributeValue>>;

export const keyOf = (stream: string, sequence: number) => ({
  stream: { S: stream },
  sequence: { N: String(sequence) },
});

/** Of one stream, in the order of their numbers; `from` and `before` name numbers. */
export function itemsOf(
  stream: string,
  { from, before, limit, newestFirst = false }: Range = {},
): Omit<QueryCommandInput, "TableName"> {
  const bound = from === undefined ? before : from;
  const condition =
    bound === undefined ? "" : ` AND #sequence ${from === undefined ? "<" : ">="} :bound`;
  return {
    KeyConditionExpression: `#stream = :stream${condition}`,
    ExpressionAttributeNames: {
      "#stream": "stream",
      ...(bound !== undefined && { "#sequence": "sequence" }),
    },
    ExpressionAttributeValues: {
      ":stream": { S: stream },
      ...(bound !== undefined && { ":bound": { N: `${bound}` } }),
    },
    ConsistentRead: true,
    ScanIndexForward: !newestFirst,
    ...(limit !== undefined && { Limit: limit }),
  };
}

/** One of the two bounds, or none. */
interface Range {
  readonly from?: number;
  readonly before?: number;
  readonly limit?: number;
  readonly newestFirst?: boolean;
}

export const numberIn = (item: Item | undefined, name: string): number =>
  Number(item?.[name]?.N ?? 0);

export const textIn = (item: Item, name: string): string | undefined => item[name]?.S;
