import { GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Fences } from "#core/bindings.ts";
import { isNamed, soon, untilAnswered } from "./asking.ts";
import { keyOf, numberIn, type Table } from "./table.ts";

/** Fence records: an item a work, `fence/<id>`, which its own role may read. */
export function awsFences({ tables, table }: Table): Fences {
  const generation = async (workId: string): Promise<number> => {
    const command = new GetItemCommand({
      TableName: table,
      Key: recordOf(workId),
      ConsistentRead: true,
    });
    const { Item } = await tables.send(command, soon());
    return numberIn(Item, "generation");
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
    UpdateExpression: "SET generation = :to",
    ConditionExpression: "attribute_not_exists(generation) OR generation < :to",
    ExpressionAttributeValues: { ":to": { N: `${to}` } },
  });
  try {
    await tables.send(command, soon());
  } catch (error) {
    // It stands as high already, or higher.
    if (!isNamed(error, "ConditionalCheckFailedException")) throw error;
  }
}

const recordOf = (workId: string) => keyOf(`fence/${workId}`, 0);
