import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { encodeLedger } from "#controller/snapshot.ts";
import { emptyLedger } from "#controller/state.ts";
import type { Journal } from "#core/bindings.ts";
import { awsFences } from "#providers/aws/runtime/fences.ts";
import { awsJournal } from "#providers/aws/runtime/journal.ts";
import { awsLeader } from "#providers/aws/runtime/leader.ts";
import { keptCallsOf } from "#providers/aws/runtime/offline.ts";
import { all, batch, promisesOfAJournal } from "../runtime/journal-suite.ts";
import { recordedCalls } from "../runtime/recorded-calls.ts";
import { bucket, cloud, missing } from "./cloud.ts";

const { aws, url, newTable } = cloud();
let table = "";
beforeEach(async () => {
  table = missing === undefined ? await newTable() : "";
});

const open = (): Journal =>
  awsJournal({ tables: aws().tables, table, objects: aws().objects, data: bucket });

describe.skipIf(missing !== undefined)("the table of an app", () => {
  promisesOfAJournal("DynamoDB", { open, many: 450 });

  it("knows of a leader who has written nothing yet", async () => {
    const journal = open();
    await journal.append(batch(1, 3));
    expect(await journal.leader()).toBe(3);
    const leader = awsLeader({ tables: aws().tables, table });
    const record = { epoch: 4, address: "wss://10.0.0.9:7502", renewed: 0 };
    await leader.write({ expected: undefined, record });
    expect(await journal.leader()).toBe(4);
  });

  it("passes over a snapshot that does not read as it was written", async () => {
    const journal = open();
    for (const sequence of [1, 2, 3]) await journal.append(batch(sequence, 1));
    for (const sequence of [2, 3])
      await journal.snapshots?.save({ sequence, epoch: 1, ledger: `ledger ${sequence}` });
    const { objects } = aws();
    const { Contents = [] } = await objects.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: "controller/snapshots/3/",
      }),
    );
    for (const { Key } of Contents)
      await objects.send(new PutObjectCommand({ Bucket: bucket, Key, Body: "other" }));
    expect(await journal.snapshots?.latest()).toMatchObject({ sequence: 2, ledger: "ledger 2" });
  });

  it("keeps batches for a week after a snapshot holds them, and the last for ever", async () => {
    const journal = open();
    for (let sequence = 1; sequence <= 6; sequence++) await journal.append(batch(sequence, 1));
    // As it stands eight days later, but for the last two.
    for (let sequence = 1; sequence <= 4; sequence++) {
      const { Item } = await aws().tables.send(
        new GetItemCommand({
          TableName: table,
          Key: { stream: { S: "journal" }, sequence: { N: `${sequence}` } },
        }),
      );
      const at = { N: `${Date.now() - 8 * 24 * 3_600_000}` };
      await aws().tables.send(new PutItemCommand({ TableName: table, Item: { ...Item, at } }));
    }
    await journal.snapshots?.save({ sequence: 3, epoch: 1, ledger: "one" });
    expect(await all(journal)).toHaveLength(6);
    await journal.snapshots?.save({ sequence: 6, epoch: 1, ledger: "two" });
    expect((await all(journal)).map(({ sequence }) => sequence)).toEqual([3, 4, 5, 6]);
  });
});

describe.skipIf(missing !== undefined)("the leader record", () => {
  it("is replaced by whoever has seen what stands there, and by nobody else", async () => {
    const leader = awsLeader({ tables: aws().tables, table });
    expect(await leader.read()).toBeUndefined();
    const first = { epoch: 1, address: "wss://10.0.0.1:7502", fingerprint: "ab", renewed: 0 };
    const second = { epoch: 2, address: "wss://10.0.0.2:7502", renewed: 0 };
    expect(await leader.write({ expected: undefined, record: first })).toBe(true);
    expect(await leader.write({ expected: undefined, record: second })).toBe(false);
    const renewed = { ...first, renewed: 1 };
    expect(await leader.write({ expected: first, record: renewed })).toBe(true);
    expect(await leader.write({ expected: first, record: second })).toBe(false);
    expect(await leader.read()).toEqual(renewed);
    expect(await leader.write({ expected: renewed, record: second })).toBe(true);
    expect(await leader.read()).toEqual(second);
  });
});

describe.skipIf(missing !== undefined)("fence records", () => {
  it("only rise, each work's by itself", async () => {
    const fences = awsFences({ tables: aws().tables, table });
    expect(await fences.read(["a1b2", "c3d4-x"])).toEqual({ a1b2: 0, "c3d4-x": 0 });
    await fences.raise("a1b2", 3);
    await fences.raise("a1b2", 2);
    await fences.raise("c3d4-x", 5);
    await fences.raise("c3d4-y", 1);
    expect(await fences.read(["a1b2", "c3d4-x", "c3d4-y", "c3d4-z"])).toEqual({
      a1b2: 3,
      "c3d4-x": 5,
      "c3d4-y": 1,
      "c3d4-z": 0,
    });
  });

  it("that cannot be read are absent", async () => {
    const fences = awsFences({ tables: aws().tables, table: "no-such-table" });
    expect(await fences.read(["a1b2"])).toEqual({});
  });
});

describe.skipIf(missing !== undefined)("what a ledger keeps, read without its controller", () => {
  const manifest = JSON.stringify({ app: { title: "" }, components: [], works: [], paths: [] });
  const kept = (patience?: number) =>
    keptCallsOf(
      {
        manifest,
        deployment: JSON.stringify({ region: "us-east-1", journal: table, data: bucket }),
      },
      patience,
    );
  const as = (environment: Readonly<Record<string, string | undefined>>) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  };
  beforeEach(() =>
    as({ AWS_ENDPOINT_URL: url(), AWS_ACCESS_KEY_ID: "testing", AWS_SECRET_ACCESS_KEY: "testing" }),
  );
  afterEach(() => vi.unstubAllEnvs());

  it("is of each work what the code of its newest call has done", async () => {
    const ofThen = ["train", "serve"].map((work) => ({ work, bundle: "first" }));
    const ofNow = [1, 2].map(() => ({ work: "train", bundle: "second" }));
    await open().append(recordedCalls([...ofThen, ...ofNow]));
    expect(await kept()).toEqual([{ work: "serve", bundle: "first" }, ...ofNow]);
  });

  it("stands in its newest snapshot too", async () => {
    const journal = open();
    await journal.append(recordedCalls([{ work: "train", bundle: "first" }]));
    await journal.snapshots?.save({ sequence: 1, epoch: 1, ledger: encodeLedger(emptyLedger("")) });
    expect(await kept()).toEqual([]);
  });

  it("is nothing before anything has run", async () => {
    expect(await kept()).toEqual([]);
  });

  it("is not known without credentials, without the table, and where nobody answers in time", async () => {
    table = "no-such-table";
    expect(await kept()).toMatch(/^Its journal cannot be read: .*not found/);
    as({ AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
    expect(await kept(100)).toBe("AWS does not answer in time.");
    const none = { AWS_ACCESS_KEY_ID: undefined, AWS_EC2_METADATA_DISABLED: "true" };
    as({ ...none, AWS_SHARED_CREDENTIALS_FILE: "/none", AWS_CONFIG_FILE: "/none" });
    expect(await kept()).toBe("There are no credentials for AWS here.");
  });
});
