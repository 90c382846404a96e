import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, it } from "vitest";
import type { Journal } from "#core/bindings.ts";
import { awsFences } from "#providers/aws/runtime/fences.ts";
import { awsJournal } from "#providers/aws/runtime/journal.ts";
import { awsLeader } from "#providers/aws/runtime/leader.ts";
import { all, batch, promisesOfAJournal } from "../runtime/journal-suite.ts";
import { bucket, cloud, missing } from "./cloud.ts";

const { aws, newTable } = cloud();
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
