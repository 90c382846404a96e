import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDoor } from "#providers/aws/door.ts";

let bin = "";
const path = process.env["PATH"];
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), "door-"));
  process.env["PATH"] = [bin, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter);
});
afterEach(() => {
  process.env["PATH"] = path;
  rmSync(bin, { recursive: true });
});

const deployed = {
  outputs: { data: { journal: "journal-1" } },
  region: "eu-west-1",
};
const item = { machine: { S: "i-1" }, port: { N: "7501" }, token: { S: "secret" } };

/** AWS's command line, which answers this for the table's item, and forwards to a console of its own. */
function awsAnswers(answer: object, session = "exit 1"): void {
  mkdirSync(bin, { recursive: true });
  const text = `#!/bin/bash
case "$1 $*" in
  dynamodb*"--table-name journal-1"*"--region eu-west-1"*) echo '${JSON.stringify(answer)}' ;;
  ssm*"--target i-1 --region eu-west-1"*) ${session} ;;
  *) echo "unexpected: $*" >&2; exit 2 ;;
esac
`;
  writeFileSync(join(bin, "aws"), text, { mode: 0o755 });
}

it("forwards the console's port, with the token that stands in the table", async () => {
  const console = `require("http").createServer((q,a)=>a.end("ok")).listen(JSON.parse(process.argv.at(-1)).localPortNumber[0],"127.0.0.1")`;
  awsAnswers({ Item: item }, `exec node -e '${console}' -- "\${@: -1}"`);
  const door = await openDoor(deployed);
  if (typeof door === "string") throw new Error(door);
  expect(door).toMatchObject({ token: "secret", machine: "i-1" });
  expect(await (await fetch(`${door.url}/healthz`)).text()).toBe("ok");
  door.close();
  await expect.poll(() => fetch(door.url).catch(() => "closed")).toBe("closed");
});

it("needs no session where the console has a domain", async () => {
  awsAnswers({ Item: item });
  const url = "https://app.example.com";
  const door = await openDoor({ ...deployed, outputs: { ...deployed.outputs, url } });
  expect(door).toMatchObject({ url, token: "secret" });
});

it("says why the controller cannot serve", async () => {
  awsAnswers({ Item: { ...item, trouble: { S: "What was deployed cannot be read." } } });
  expect(await openDoor(deployed)).toBe("What was deployed cannot be read.");
});

it("says what is missing", async () => {
  expect(await openDoor({ ...deployed, outputs: {} })).toContain("nothing of it is deployed");
  expect(await openDoor(deployed)).toContain("AWS's command line is not there");
  awsAnswers({});
  expect(await openDoor(deployed)).toContain("has not come up yet");
  awsAnswers({ Item: item }, 'echo "SessionManagerPlugin is not found" >&2; exit 255');
  expect(await openDoor(deployed)).toContain("SessionManagerPlugin is not found");
});
