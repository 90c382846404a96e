/**
 * What the ledger of a deployed app holds, for whoever reviews what would be deployed next: its journal is read with
 * that person's credentials, whether or not its controller runs. Nothing is written.
 */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { object, parse, string, ValiError } from "valibot";
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
  written: Written,
  patience = 5_000,
): Promise<readonly KeptCall[] | string> {
  const over = new AbortController();
  const late = Promise.withResolvers<string>();
  const timer = setTimeout(() => late.resolve("AWS does not answer in time."), patience);
  try {
    return await Promise.race([read(written, over.signal).catch(whyNot), late.promise]);
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

async function read(
  { manifest, deployment }: Written,
  over: AbortSignal,
): Promise<readonly KeptCall[]> {
  const { region, journal: table, data } = parse(place, JSON.parse(deployment));
  const tables = new DynamoDBClient({ region, maxAttempts: 1 });
  const objects = new S3Client({ region, maxAttempts: 1, forcePathStyle: true });
  const journal = awsJournal({ tables, table, objects, data });
  over.addEventListener("abort", () => {
    void journal.close();
    for (const client of [tables, objects]) client.destroy();
  });
  // Asked for once, and first: the journal would ask for as long as it lives.
  await tables.config.credentials();
  const known: Manifest = JSON.parse(manifest);
  const live = newLive({ manifest: known, config: {}, routes: new Map(), now: Date.now() });
  const ledger = emptyLedger("");
  await replay(journal, { ledger, live });
  return keptCalls(ledger);
}

function whyNot(error: unknown): string {
  if (isNamed(error, "CredentialsProviderError", "TokenProviderError"))
    return "There are no credentials for AWS here.";
  if (error instanceof ValiError || error instanceof SyntaxError)
    return "Another version of Thunderhead deployed it.";
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return `Its journal cannot be read: ${line}`;
}
