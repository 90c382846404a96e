import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildAll, LaunchedApp, processesOf, sampleApp } from "../runtime/launch.ts";

const apiKey = "sk-live-0123456789abcdef";
const database = "postgres://user:hunter2hunter2@db";
const secrets = [apiKey, database];

let app: ReturnType<typeof sampleApp>;
let launch: LaunchedApp;

beforeAll(async () => {
  buildAll();
  app = sampleApp("secrets", join(import.meta.dirname, "samples"));
  writeFileSync(join(app.directory, ".env"), `API_KEY=${apiKey}\nDATABASE=${database}\n`);
  launch = new LaunchedApp(app.directory);
  for (const work of ["keeper", "neighbour"]) await launch.stage(work, "succeeded");
  for (const work of ["thrower", "script"]) await launch.stage(work, "failed");
});

afterAll(async () => {
  await launch[Symbol.asyncDispose]();
  app[Symbol.dispose]();
});

const linesOf = (component: string) =>
  launch.of("log").flatMap((event) => (event.component === component ? [event.line] : []));

describe("secrets", () => {
  it("are told to the work that asks, and hidden in what it says", () => {
    expect(linesOf("keeper")).toEqual(["key [secret API_KEY], database [secret DATABASE]"]);
    const failed = launch.of("status").filter(({ stage }) => stage === "failed");
    expect(failed.map(({ message }) => message).join("\n")).toContain(
      "refused with [secret API_KEY]",
    );
  });

  it("are in nobody's state, result, log, event, journal or document", async () => {
    const [{ url } = { url: "" }] = launch.of("listening");
    const documents = await Promise.all(
      ["state", "status", "calls"].map(async (path) =>
        (await fetch(`${url}/api/v1/${path}`)).text(),
      ),
    );
    expect(documents[0]).toContain("[secret DATABASE]!");
    expect(documents[0]).toContain("[secret API_KEY]");
    const said = [JSON.stringify(launch.events), launch.stderr, ...documents];
    for (const text of said) for (const secret of secrets) expect(text).not.toContain(secret);
    expect(filesWith(join(app.directory, ".thunderhead"), secrets)).toEqual([]);
  });

  it("are in no process's arguments, and neither are the launch's tokens", () => {
    const [{ token } = { token: "" }] = launch.of("listening");
    const pids = processesOf(app.directory);
    expect(pids.length).toBeGreaterThan(0);
    for (const pid of pids) {
      const line = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      for (const secret of [...secrets, token]) expect(line).not.toContain(secret);
    }
  });

  it("stay with their work: another's environment has what every work has, and no more", () => {
    const [line = ""] = linesOf("neighbour");
    const known = [
      "PATH",
      "HOME",
      "LANG",
      "TZ",
      "NODE_CHANNEL_FD",
      "NODE_CHANNEL_SERIALIZATION_MODE",
    ];
    expect(
      line
        .split(" ")
        .slice(1)
        .filter((name) => !known.includes(name)),
    ).toEqual([]);
  });
});

/** Journal, volume, logs, state and what lies beside them, read as bytes. */
function filesWith(directory: string, wanted: readonly string[]): readonly string[] {
  if (!existsSync(directory)) throw new Error(`${directory} is not there`);
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const content = readFileSync(file);
      return wanted.some((text) => content.includes(text));
    });
}
