/**
 * Where people's commands find the controller: an item of the table, written by whoever leads now. Who may read the
 * table may write to the app; machines of works may not read this item.
 */
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { soon, untilAnswered } from "./asking.ts";
import { keyOf, type Table } from "./table.ts";

export interface ConsolePlace {
  /** The instance, on which the console's port is. */
  readonly machine: string;
  readonly port: number;
  readonly token: string;
  /** Why nothing answers there: a sentence for people. */
  readonly trouble?: string;
}

export async function tellConsole(
  { tables, table }: Table,
  { machine, port, token, trouble }: ConsolePlace,
): Promise<void> {
  const Item = {
    ...keyOf("console", 0),
    machine: { S: machine },
    port: { N: String(port) },
    token: { S: token },
    ...(trouble !== undefined && { trouble: { S: trouble } }),
  };
  await untilAnswered(() => tables.send(new PutItemCommand({ TableName: table, Item }), soon()));
}
