import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { awsEnvironments } from "#providers/aws/runtime/environments.ts";
import { bucket, cloud, missing } from "./cloud.ts";

const { aws } = cloud();
const shared = (group: string) => awsEnvironments({ objects: aws().objects, bucket, group });

const kept = async (): Promise<readonly string[]> => {
  const found = await aws().objects.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: "environments/" }),
  );
  return (found.Contents ?? []).map(({ Key = "" }) => Key);
};

describe.skipIf(missing !== undefined)("Python environments in the bucket", () => {
  it("what one machine has built the next brings to the same place, and no other group's", async () => {
    const folder = mkdtempSync(join(tmpdir(), "environments-"));
    const place = join(folder, "python/0123456789abcdef");
    mkdirSync(join(place, "bin"), { recursive: true });
    writeFileSync(join(place, "bin/python"), "interpreter");
    expect(await shared("train").bring(place)).toBe(false);
    shared("train").keep(place);
    await expect.poll(kept).toHaveLength(1);
    expect((await kept())[0]).toMatch(
      /^environments\/train\/0123456789abcdef-[0-9a-f]{8}\.tar\.gz$/,
    );
    rmSync(folder, { recursive: true });
    expect(await shared("serve").bring(place)).toBe(false);
    expect(existsSync(place)).toBe(false);
    expect(await shared("train").bring(place)).toBe(true);
    expect(readFileSync(join(place, "bin/python"), "utf8")).toBe("interpreter");
    expect(await shared("train").bring(join(folder, "elsewhere/0123456789abcdef"))).toBe(false);
    rmSync(folder, { recursive: true });
  });
});
