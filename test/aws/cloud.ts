/** The emulated AWS for the bindings' tests, with the table and buckets that programs make: empty for each file. */
import { CreateTableCommand, DeleteTableCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll } from "vitest";
import { type Aws, awsAt } from "../engine/aws/clients.ts";
import { type Emulator, emulatorPython, startEmulator } from "../engine/emulator.ts";

export interface Cloud {
  readonly url: () => string;
  readonly aws: () => Aws;
  /** An empty table, as programs emit it; answers its name. */
  readonly newTable: () => Promise<string>;
}

export const bucket = "data-of-tests";

const python = emulatorPython();
/** Why there is no emulator here; the tests that need one are skipped. */
export const missing = typeof python === "string" ? undefined : python.missing;
if (missing !== undefined) process.stderr.write(`SKIP aws: ${missing}\n`);
if (missing !== undefined && process.env["CI"]) throw new Error(missing);

/** One for all files that a process runs: loading it costs more than most of them. It ends with the process. */
let started: Promise<Emulator> | undefined;

export function cloud(): Cloud {
  let emulator: Emulator | undefined;
  let aws: Aws | undefined;
  let tables = 0;
  const there = (): Aws => {
    if (aws === undefined) throw new Error("The emulator is not up yet.");
    return aws;
  };
  beforeAll(async () => {
    if (typeof python !== "string") return;
    started ??= startEmulator(python);
    emulator = await started;
    await emulator.reset();
    aws = awsAt(emulator.url);
    await aws.objects.send(new CreateBucketCommand({ Bucket: bucket }));
  });
  afterAll(async () => {
    if (tables > 0)
      await there().tables.send(new DeleteTableCommand({ TableName: nameOf(tables) }));
  });
  return {
    url: () => emulator?.url ?? "",
    aws: there,
    newTable: async () => {
      const TableName = nameOf(++tables);
      await there().tables.send(new CreateTableCommand({ TableName, ...schema }));
      return TableName;
    },
  };
}

const nameOf = (count: number): string => `journal-${count}`;

const schema = {
  BillingMode: "PAY_PER_REQUEST" as const,
  KeySchema: [
    { AttributeName: "stream", KeyType: "HASH" as const },
    { AttributeName: "sequence", KeyType: "RANGE" as const },
  ],
  AttributeDefinitions: [
    { AttributeName: "stream", AttributeType: "S" as const },
    { AttributeName: "sequence", AttributeType: "N" as const },
  ],
};
