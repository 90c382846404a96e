/** The controller's own process, as the boot script starts it, where it cannot run what was deployed. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateLogGroupCommand, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, describe, expect, it } from "vitest";
import { readRelease } from "#providers/aws/runtime/read-release.ts";
import { keyOf } from "#providers/aws/runtime/table.ts";
import { bucket, cloud, missing } from "./cloud.ts";

const { aws, url, newTable } = cloud();
const app = "boring-dev";
const group = `/thunderhead/${app}/controller`;
const put = (Key: string, content: unknown) =>
  aws().objects.send(new PutObjectCommand({ Bucket: bucket, Key, Body: JSON.stringify(content) }));
const deployment = {
  version: 1,
  ...{ app, region: "us-east-1", journal: "j", data: bucket, groups: [] },
};

let machine: { readonly process: ChildProcess; readonly state: string } | undefined;
afterEach(() => {
  machine?.process.kill("SIGKILL");
  if (machine) rmSync(machine.state, { recursive: true });
  machine = undefined;
});

/** Its metadata says of everything that it is here. */
const metadata = `globalThis.fetch = async () => new Response("127.0.0.1");`;

function start(journal: string): { readonly said: () => string } {
  const state = mkdtempSync(join(tmpdir(), "controller-"));
  writeFileSync(join(state, "boot.list"), '"runtime r"');
  const entry = join(import.meta.dirname, "../../providers/aws/runtime/machine.ts");
  const words = ["--import", `data:text/javascript,${encodeURIComponent(metadata)}`, entry];
  const child = spawn(process.execPath, words, {
    env: {
      PATH: process.env["PATH"],
      ...{ AWS_ENDPOINT_URL: url(), AWS_REGION: "us-east-1" },
      ...{ AWS_ACCESS_KEY_ID: "testing", AWS_SECRET_ACCESS_KEY: "testing" },
      ...{ THUNDERHEAD_APP: app, THUNDERHEAD_GROUP: "controller", THUNDERHEAD_BUCKET: bucket },
      ...{ THUNDERHEAD_JOURNAL: journal, THUNDERHEAD_STATE: state },
    },
  });
  machine = { process: child, state };
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  return { said: () => said };
}

describe.skipIf(missing !== undefined)("a controller whose bucket holds another version", () => {
  it("says so once, where people look, and waits for the next release", async () => {
    const journal = await newTable();
    await aws().logs.send(new CreateLogGroupCommand({ logGroupName: group }));
    await put("deployment.json", deployment);
    await put("manifest.json", { version: 2, config: [] });
    await put("boot/boot.list", "runtime r");
    const { said } = start(journal);
    const place = async () => {
      const Key = keyOf("console", 0);
      const { Item } = await aws().tables.send(new GetItemCommand({ TableName: journal, Key }));
      return Item?.["trouble"]?.S;
    };
    await expect
      .poll(place, { timeout: 30_000, interval: 200 })
      .toContain("manifest.json is of another version");
    const { events = [] } = await aws().logs.send(
      new FilterLogEventsCommand({ logGroupName: group }),
    );
    expect(events.map(({ message }) => message)).toEqual([await place()]);
    await sleep(500);
    expect(machine?.process.exitCode, said()).toBeNull();
    expect(said().trim()).toBe(await place());
  });

  it.each([
    [
      { manifest: { version: 1, config: [] }, deployment: { ...deployment, version: 2 } },
      "Expected 1",
    ],
    [{ manifest: { version: 2 }, deployment }, "manifest.json is of another version"],
    [
      {
        manifest: { version: 1, config: [{ name: "epochs", type: "number" }] },
        deployment: { ...deployment, config: { epochs: "many" } },
      },
      "Configuration epochs is a number",
    ],
  ])("has its reason: %j", async (release, why) => {
    await put("deployment.json", release.deployment);
    await put("manifest.json", release.manifest);
    expect(await readRelease({ objects: aws().objects, bucket })).toContain(why);
  });

  it("reads its own", async () => {
    await put("deployment.json", { ...deployment, config: { epochs: 3, gone: "x" } });
    await put("manifest.json", { version: 1, config: [{ name: "epochs", type: "number" }] });
    expect(await readRelease({ objects: aws().objects, bucket })).toMatchObject({
      config: { epochs: 3 },
      deployment: { keepFailed: 0 },
    });
  });
});
