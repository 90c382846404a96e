import { CreateLogGroupCommand, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { beforeAll, describe, expect, it } from "vitest";
import { awsLogs } from "#providers/aws/runtime/logs.ts";
import { cloud, missing } from "./cloud.ts";

const { aws } = cloud();
const group = "/thunderhead/boring-dev/a1b2";
beforeAll(async () => {
  if (missing !== undefined) return;
  await aws().logs.send(new CreateLogGroupCommand({ logGroupName: group }));
});

const opened = (logs = aws().logs) =>
  awsLogs({ logs, groupOf: (id) => (id === "a1b2" ? group : undefined) });

async function linesOf(logStreamName: string): Promise<readonly (string | undefined)[]> {
  const lines: (string | undefined)[] = [];
  for (let nextToken: string | undefined; ; ) {
    const command = new GetLogEventsCommand({
      logGroupName: group,
      logStreamName,
      startFromHead: true,
      ...(nextToken !== undefined && { nextToken }),
    });
    const { events = [], nextForwardToken } = await aws().logs.send(command);
    lines.push(...events.map(({ message }) => message));
    if (events.length === 0 || nextForwardToken === nextToken) return lines;
    nextToken = nextForwardToken;
  }
}

describe.skipIf(missing !== undefined)("logs in CloudWatch", () => {
  it("keep every line in its attempt's stream, in order, whatever the clock did", async () => {
    const logs = opened();
    const now = Date.now();
    const said = ["first", "", "third é", "x".repeat(300_000)];
    for (const [index, line] of said.entries())
      logs.add({ of: "a1b2", stream: "c0ffee-1", line, at: now - index * 1000 });
    logs.add({ of: "a1b2", stream: "c0ffee-2", line: "again", at: now });
    logs.add({ of: "unknown", stream: "c0ffee-2", line: "nowhere", at: now });
    await logs.close();
    const kept = await linesOf("c0ffee-1");
    expect(kept.slice(0, 3)).toEqual(["first", " ", "third é"]);
    expect(kept[3]).toMatch(/^x{62500}…$/);
    expect(await linesOf("c0ffee-2")).toEqual(["again"]);
  });

  it("go on in a stream that is there, and in as many calls as it takes", async () => {
    const many = Array.from({ length: 12_000 }, (_, index) => `line ${index}`);
    for (const part of [many.slice(0, 6000), many.slice(6000)]) {
      const logs = opened();
      for (const line of part) logs.add({ of: "a1b2", stream: "many-1", line, at: Date.now() });
      await logs.close();
    }
    expect(await linesOf("many-1")).toEqual(many);
  });

  it("say how much was dropped where AWS took nothing for too long", async () => {
    const logs = opened();
    for (let index = 0; index < 20_005; index++)
      logs.add({ of: "a1b2", stream: "flood-1", line: `${index}`, at: Date.now() });
    await logs.close();
    const kept = await linesOf("flood-1");
    expect(kept[0]).toBe("thunderhead: 5 lines were dropped here.");
    expect(kept.at(-1)).toBe("20004");
  });
});
