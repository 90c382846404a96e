import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { beforeEach, describe, expect, it } from "vitest";
import { readDeployment } from "#providers/aws/runtime/deployment.ts";
import { awsDrives } from "#providers/aws/runtime/drives.ts";
import { followReleases, knownWorks } from "#providers/aws/runtime/known-works.ts";
import { putInParts } from "#providers/aws/runtime/put-in-parts.ts";
import { nextRelease, releaseIn } from "#providers/aws/runtime/release.ts";
import { awsRoutes } from "#providers/aws/runtime/routes.ts";
import { awsSecrets } from "#providers/aws/runtime/secrets.ts";
import { bucket, cloud, missing } from "./cloud.ts";

const { aws } = cloud();
let here = "";
let count = 0;
let drive = "";
beforeEach(() => {
  here = mkdtempSync(join(tmpdir(), "thunderhead-drives-"));
  drive = `models-${++count}`;
});

const drives = () => awsDrives({ objects: aws().objects, data: bucket });
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(here, name), content);
  return join(here, name);
};

describe.skipIf(missing !== undefined)("drives on S3", () => {
  it("keep a file under its key, and replace it", async () => {
    await drives().put(drive, "best/one.pt", file("a", "first"));
    await drives().put(drive, "best/one.pt", file("a", "second é"));
    expect(await drives().list(drive, "")).toEqual(["best/one.pt"]);
    await drives().get(drive, "best/one.pt", join(here, "deep/er/copy"));
    expect(readFileSync(join(here, "deep/er/copy"), "utf8")).toBe("second é");
    expect(readdirSync(join(here, "deep/er"))).toEqual(["copy"]);
  });

  it("keep folders, and tell keys that only begin alike apart", async () => {
    mkdirSync(join(here, "run/logs"), { recursive: true });
    file("run/a", "a");
    file("run/logs/b", "");
    await drives().put(drive, "run", join(here, "run"));
    await drives().put(drive, "run-2/a", file("a", "other"));
    expect(await drives().list(drive, "run")).toEqual(["run-2/a", "run/a", "run/logs/b"]);
    await drives().get(drive, "run", join(here, "back"));
    expect(readdirSync(join(here, "back"), { recursive: true }).sort()).toEqual([
      "a",
      "logs",
      "logs/b",
    ]);
    await drives().delete(drive, "run");
    expect(await drives().list(drive, "")).toEqual(["run-2/a"]);
    await drives().delete(drive, "run");
  });

  it("reject what is not there", async () => {
    await expect(drives().get(drive, "none", join(here, "x"))).rejects.toThrow(
      `The drive ${drive} has no none.`,
    );
    await expect(drives().put(drive, "k", join(here, "none"))).rejects.toThrow("There is no");
  });

  it("send what is large in parts", async () => {
    const content = Buffer.alloc(11 * 1024 * 1024, "thunderhead ");
    const large = file("large", content);
    const Key = `drives/${drive}/large`;
    const part = 5 * 1024 * 1024;
    const upload = { Bucket: bucket, Key, file: large, size: content.length, part };
    await putInParts(aws().objects, upload);
    await drives().get(drive, "large", join(here, "back"));
    expect(readFileSync(join(here, "back")).equals(content)).toBe(true);
  });
});

describe.skipIf(missing !== undefined)("secrets in SSM", () => {
  it("are read anew each time, under the app's name", async () => {
    const secrets = awsSecrets({ parameters: aws().parameters, app: "boring-dev" });
    expect(await secrets.read("TOKEN")).toBeUndefined();
    for (const Value of ["one", "two"]) {
      const Name = "/thunderhead/boring-dev/TOKEN";
      await aws().parameters.send(
        new PutParameterCommand({ Name, Value, Type: "SecureString", Overwrite: true }),
      );
      expect(await secrets.read("TOKEN")).toBe(Value);
    }
    expect(secrets.place("TOKEN")).toContain("--name /thunderhead/boring-dev/TOKEN");
  });
});

describe("routes on AWS", () => {
  it("are the balancer's, or where a forwarded port ends", async () => {
    const routes = awsRoutes(
      new Map([
        ["serve", { port: 1111, url: "http://lb.example:1111/" }],
        ["quiet", { port: 8000 }],
      ]),
    );
    expect(await routes.reserve("serve", { port: 1111 })).toBe("http://lb.example:1111");
    expect(await routes.reserve("quiet", { port: 0 })).toBe("http://127.0.0.1:8000");
  });
});

describe.skipIf(missing !== undefined)("a release", () => {
  it("is another once what the deploy writes lies still, and the same while nothing changes", async () => {
    const place = () => ({ objects: aws().objects, bucket });
    const write = (Key: string, Body: string) =>
      aws().objects.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
    for (const key of ["manifest.json", "deployment.json", "boot/boot.list"]) await write(key, "1");
    const known = await releaseIn(place());
    expect(await releaseIn(place())).toBe(known);
    let another = false;
    const told = nextRelease({ ...place(), known, every: 20 }).then(() => {
      another = true;
    });
    await write("manifest.json", "1");
    await sleep(150);
    expect(another).toBe(false);
    await write("deployment.json", "2");
    await told;
    const next = await releaseIn(place());
    expect(next).not.toBe(known);
    await write("boot/boot.list", "2");
    expect(await releaseIn(place())).not.toBe(next);
  });

  it("tells an agent of works that its group has got meanwhile, and takes none away", async () => {
    const workOf = (id: string) => ({
      ...{ name: id, id, logs: `/thunderhead/app/${id}`, reads: [] },
      paths: { own: `fsap-${id}`, versions: `fsap-${id}-v` },
    });
    const deploymentOf = (...ids: readonly string[]) => ({
      ...{ version: 1 as const, app: "app", region: "us-east-1", journal: "j", data: "d" },
      groups: [{ name: "default", role: "r", groups: ["g"], works: ids.map(workOf) }],
    });
    const Body = JSON.stringify(deploymentOf("b", "c"));
    await aws().objects.send(
      new PutObjectCommand({ Bucket: bucket, Key: "deployment.json", Body }),
    );
    await aws().objects.send(
      new PutObjectCommand({ Bucket: bucket, Key: "manifest.json", Body: "1" }),
    );
    const works = knownWorks(await readDeployment(aws().objects, bucket));
    expect([...works.points.keys()]).toEqual(["b", "c"]);
    const ending = new AbortController();
    const { signal } = ending;
    const following = followReleases({ objects: aws().objects, bucket, signal, every: 20 }, works);
    await aws().objects.send(
      new PutObjectCommand({
        ...{ Bucket: bucket, Key: "deployment.json" },
        Body: JSON.stringify(deploymentOf("c", "d")),
      }),
    );
    await expect.poll(() => works.points.get("d"), { timeout: 10_000 }).toEqual(workOf("d").paths);
    expect(works.logs.get("b")).toBe("/thunderhead/app/b");
    ending.abort();
    await expect(following).rejects.toThrow();
  });
});
