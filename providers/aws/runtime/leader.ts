import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Leader } from "#core/bindings.ts";
import type { LeaderRecord } from "#core/leadership.ts";
import { isNamed, isTransient, soon, untilAnswered } from "./asking.ts";
import { type Item, keyOf, numberIn, type Table, textIn } from "./table.ts";

const key = keyOf("leader", 0);

/** Leader record: one item, replaced only by whoever has seen what stands there. */
export function awsLeader({ tables, table }: Table): Leader {
  const read = async (): Promise<LeaderRecord | undefined> => {
    const command = new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true });
    const { Item } = await tables.send(command, soon());
    return Item && recordOf(Item);
  };
  return {
    read: () => untilAnswered(read),
    write: async ({ expected, record }) => {
      const command = new PutItemCommand({
        TableName: table,
        Item: itemOf(record),
        ...(expected === undefined ? isAbsent : isStill(expected)),
      });
      try {
        await tables.send(command, soon());
        return true;
      } catch (error) {
        if (isNamed(error, "ConditionalCheckFailedException")) return false;
        if (isTransient(error)) return undefined;
        throw error;
      }
    },
  };
}

const isAbsent = { ConditionExpression: "attribute_not_exists(epoch)" };

const isStill = ({ epoch, renewed }: LeaderRecord) => ({
  ConditionExpression: "epoch = :epoch AND renewed = :renewed",
  ExpressionAttributeValues: { ":epoch": { N: `${epoch}` }, ":renewed": { N: `${renewed}` } },
});

const itemOf = ({
  epoch,
  address,
  fingerprint,
  renewed,
}: LeaderRecord): Record<string, Item[string]> => ({
  ...key,
  epoch: { N: `${epoch}` },
  address: { S: address },
  renewed: { N: `${renewed}` },
  ...(fingerprint !== undefined && { fingerprint: { S: fingerprint } }),
});

function recordOf(item: Item): LeaderRecord {
  const fingerprint = textIn(item, "fingerprint");
  return {
    epoch: numberIn(item, "epoch"),
    address: textIn(item, "address") ?? "",
    ...(fingerprint !== undefined && { fingerprint }),
    renewed: numberIn(item, "renewed"),
  };
}
