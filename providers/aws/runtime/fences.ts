import { GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Fences } from "#core/bindings.ts";
import { isNamed, soon, untilAnswered } from "./asking.ts";
import { keyOf, numberIn, type Table } from "./table.ts";

/**
 * Fence records. A role is granted those of the works that are known when the app is compiled; what a
 * `ComponentMap` makes is one of those, so its elements share their map's record, each under a name of its own.
 */
export function awsFences({ tables, table }: Table): Fences {
  const generation = async (workId: string): Promise<number> => {
    const command = new GetItemCommand({
      TableName: table,
      Key: recordOf(workId),
      ConsistentRead: true,
    });
    const { Item } = await tables.send(command, soon());
    return numberIn(Item, nameOf(workId));
  };
  return {
    raise: (workId, to) => untilAnswered(() => raise({ tables, table }, workId, to)),
    read: async (workIds) => {
      const read = await Promise.allSettled(
        workIds.map(async (workId) => [workId, await generation(workId)] as const),
      );
      return Object.fromEntries(
        read.flatMap((each) => (each.status === "fulfilled" ? [each.value] : [])),
      );
    },
  };
}

async function raise({ tables, table }: Table, workId: string, to: number): Promise<void> {
  const command = new UpdateItemCommand({
    TableName: table,
    Key: recordOf(workId),
    UpdateExpression: "SET #generation = :to",
    ConditionExpression: "attribute_not_exists(#generation) OR #generation < :to",
    ExpressionAttributeNames: { "#generation": nameOf(workId) },
    ExpressionAttributeValues: { ":to": { N: `${to}` } },
  });
  try {
    await tables.send(command, soon());
  } catch (error) {
    // It stands as high already, or higher.
    if (!isNamed(error, "ConditionalCheckFailedException")) throw error;
  }
}

const recordOf = (workId: string) => keyOf(`fence/${siteOf(workId)}`, 0);
const nameOf = (workId: string): string => `generation of ${workId}`;

/** `<id>` of a work, `<id>-<key>` of an element that a map has made. */
export const siteOf = (workId: string): string => workId.replace(/-.*$/s, "");
