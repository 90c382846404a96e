/**
 * What the ledger of a deployed app holds, for whoever reviews what would be deployed next: its journal is read with
 * that person's credentials, whether or not its controller runs. Nothing is written.
 */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { object, safeParse, string } from "valibot";
import { replay } from "#boot/controller/replay.ts";
import { keptCalls } from "#controller/kept-calls.ts";
import { newLive } from "#controller/live.ts";
import { emptyLedger } from "#controller/state.ts";
import type { KeptCall } from "#protocol/call.ts";
import type { Manifest } from "#protocol/manifest.ts";
import { isNamed } from "./asking.ts";
import { awsJournal } from "./journal.ts";

/** Texts of what the program wrote down: of the code, and of the cloud. */
export interface Written {
  readonly manifest: string;
  readonly deployment: string;
}

/** Of `deployment.json`, which another version may have written: what names the journal. */
const place = object({ region: string(), journal: string(), data: string() });

/** A sentence where it cannot be read, or not in time: `patience` ms, for a person waits, and can do without. */
export async function keptCallsOf(
  { manifest, deployment }: Written,
  patience = 5_000,
): Promise<readonly KeptCall[] | string> {
  const known = safeParse(place, JSON.parse(deployment));
  if (!known.success) return "Another version of Thunderhead deployed it.";
  const { region, journal: table, data } = known.output;
  const clients = {
    tables: new DynamoDBClient({ region, maxAttempts: 1 }),
    objects: new S3Client({ region, maxAttempts: 1, forcePathStyle: true }),
  };
  const late = Promise.withResolvers<string>();
  const timer = setTimeout(() => late.resolve("AWS does not answer in time."), patience);
  const journal = awsJournal({ ...clients, table, data });
  const read = async (): Promise<readonly KeptCall[]> => {
    // Asked for once, and first: the journal would ask for as long as it lives.
    await clients.tables.config.credentials();
    const ledger = emptyLedger("");
    const live = newLive({
      manifest: manifestIn(manifest),
      config: {},
      routes: new Map(),
      now: Date.now(),
    });
    await replay(journal, { ledger, live });
    return keptCalls(ledger);
  };
  try {
    return await Promise.race([read().catch(whyNot), late.promise]);
  } finally {
    clearTimeout(timer);
    await journal.close();
    for (const client of Object.values(clients)) client.destroy();
  }
}

const manifestIn = (text: string): Manifest => JSON.parse(text);

function whyNot(error: unknown): string {
  if (isNamed(error, "CredentialsProviderError", "TokenProviderError"))
    return "There are no credentials for AWS here.";
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return `Its journal cannot be read: ${line}`;
}
