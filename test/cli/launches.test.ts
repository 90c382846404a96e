import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { array, nullable, object, parse, record, string } from "valibot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scratch, thunderhead } from "./thunderhead.ts";

const program = fileURLToPath(new URL("../../bin/thunderhead.mjs", import.meta.url));

const app = `
import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

export class Make extends Work {
  out = new Path("out.txt");
  override async run(n: number) {
    console.log("making", n);
    await writeFile(this.out.local, String(n));
  }
}
export class Use extends Work {
  override async run(file: Path) {
    console.log("using", file.name);
    await new Promise(() => {});
  }
}
export class Never extends Work {
  override async run() {}
}
export class Root extends Flow {
  make = new Make();
  use = new Use();
  never = new Never();
  greeting = "";
  override async run() {
    await this.make.run(1);
    await this.use.run(this.make.out);
    await this.never.run();
  }
  override configureCommands() {
    return {
      greet: ({ name, times }: { name: string; times: number }) => {
        this.greeting = \`\${name} \`.repeat(times).trim();
        return { said: this.greeting };
      },
    };
  }
}
export default new App(new Root());
`;

let folder: Awaited<ReturnType<typeof scratch>>;
let launch: ChildProcess;
const lines: string[] = [];

const here = (...words: string[]) => thunderhead(words, { cwd: folder.path });

async function until(text: string): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(50))
    if (lines.join("\n").includes(text)) return;
  throw new Error(`${text} did not come:\n${lines.join("\n")}`);
}

function start(...words: string[]): void {
  launch = spawn(process.execPath, [program, "run", "--no-open", ...words], {
    cwd: folder.path,
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [launch.stdout, launch.stderr])
    if (stream) createInterface({ input: stream }).on("line", (line) => lines.push(line));
}

beforeAll(async () => {
  folder = await scratch({ "app.ts": app });
  expect((await here("ps")).stderr).toMatch(/^No launch of `.*` is running here\.\n$/);
  expect((await here("logs")).code).toBe(2);
  start();
  await until("use | using make.out");
});
afterAll(async () => {
  if (launch.exitCode === null) launch.kill("SIGKILL");
  folder[Symbol.dispose]();
});

const calls = async () => {
  const { stdout } = await here("logs", "--why", "--json");
  const schema = object({
    calls: array(
      object({ work: string(), verdict: string(), why: string(), at: nullable(string()) }),
    ),
  });
  return parse(schema, JSON.parse(stdout)).calls;
};
const verdicts = async () => (await calls()).map(({ work, verdict }) => `${work} ${verdict}`);

describe("from the app's folder, while the app runs", () => {
  test("ps lists every component", async () => {
    const { code, stdout } = await here("ps");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}COMPONENT {2}STAGE/);
    expect(stdout).toMatch(/^ {2}use +running +\d\d:\d\d:\d\d +1 +on$/m);
    const { components } = parse(
      object({ components: record(string(), object({ status: object({ stage: string() }) })) }),
      JSON.parse((await here("ps", "--json")).stdout),
    );
    expect(components["never"]?.status.stage).toBe("pending");
  });

  test("logs prints lines as run does, of one work where it is named", async () => {
    expect((await here("logs")).stdout).toBe("make | making 1\nuse | using make.out\n");
    expect((await here("logs", "make")).stdout).toBe("make | making 1\n");
    const [line = ""] = (await here("logs", "--json")).stdout.split("\n");
    expect(JSON.parse(line)).toMatchObject({ event: "log", component: "make", line: "making 1" });
  });

  test("logs --why says of each call what became of it, and for what the others wait", async () => {
    expect(await verdicts()).toEqual(["make ran", "use running", "never unreached"]);
    const { stdout } = await here("logs", "--why");
    expect(stdout).toMatch(/^ran {8}\d\d:\d\d:\d\d {2}make\(1\) {8}Nothing with these arguments/);
    expect(stdout).toMatch(/^running {4}\d\d:\d\d:\d\d {2}use\(make\.out\) {2}/m);
    expect(stdout).toContain("The flow has not come to it; what is still open: use.");
    for (const row of stdout.split("\n")) expect(row.length).toBeLessThanOrEqual(100);
  });

  test("command calls the app's own, with arguments as JSON or text", async () => {
    const { stdout } = await here("command", "greet", "--name", "you", "--times", "2", "--json");
    expect(JSON.parse(stdout)).toEqual({ version: 1, value: { said: "you you" } });
    const unknown = await here("command", "great");
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain("There is no command great. It has greet.");
  });

  test("interrupt gives notice; the next attempt says why there is one", async () => {
    expect((await here("interrupt", "use", "--notice", "20s")).stderr).toContain("in 20 s");
    await until("running (attempt 2)");
    const use = (await calls()).find(({ work }) => work === "use");
    expect(use?.why).toBe("Attempt 2. Attempt 1: use was interrupted (spot).");
    expect((await here("interrupt", "never")).stderr).toContain("never is not running");
    expect((await here("interrupt", "use", "--notice", "soon")).code).toBe(2);
  });

  test("rerun runs a finished call again, and what read its files after it", async () => {
    expect((await here("rerun", "use")).stderr).toContain("use is running or waits");
    expect((await here("rerun", "never")).stderr).toContain("has not called never");
    expect((await here("rerun", "make")).code).toBe(0);
    await expect.poll(() => lines.filter((line) => line === "make | making 1").length).toBe(2);
  });

  test("open prints a link that lets its first follower write", async () => {
    const { stdout } = await here("open");
    const follow = () => fetch(stdout.trim(), { redirect: "manual" });
    expect((await follow()).headers.get("set-cookie")).toMatch(/HttpOnly/);
    expect((await follow()).headers.get("set-cookie")).toBeNull();
  });

  test("reset refuses, and stop ends the launch, whose log --follow ends with it", async () => {
    expect((await here("reset", "--yes")).stderr).toContain("`thunderhead stop` ends it first");
    const followed = here("logs", "-f");
    const ended = once(launch, "exit");
    expect((await here("stop")).code).toBe(0);
    expect((await ended)[0]).toBe(0);
    expect((await followed).stdout).toContain("use | using make.out");
    for (const words of [["stop"], ["command", "greet"], ["interrupt", "use"], ["open"]])
      expect((await here(...words)).stderr).toContain("`thunderhead run --resume` goes on");
  });
});

describe("afterwards", () => {
  test("logs --why tells where the launch stands", async () => {
    expect((await here("logs", "--why")).stderr).toContain("does not run; this is where it stands");
    expect(await verdicts()).toEqual(["make ran", "use waits", "never unreached"]);
  });

  test("a resumed launch skips what is done, and says where its code has changed; one that is over can be told to run a call again", async () => {
    const edited = app.replace('console.log("making", n)', 'console.log("making it", n)');
    writeFileSync(join(folder.path, "app.ts"), edited);
    const checked = await here("check");
    expect([checked.code, checked.stderr]).toEqual([
      0,
      expect.stringContaining("One finished call of `make`"),
    ]);
    lines.length = 0;
    start("--resume");
    await until("use | using make.out");
    const told = lines.filter((line) => line.includes("ledger/stale-code"));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("One finished call of `make` came of code that has changed since");
    expect((await verdicts())[0]).toBe("make skipped");
    await here("stop");
    expect((await here("rerun", "make", "--downstream")).stderr).toContain(
      "`thunderhead run --resume` does it",
    );
    lines.length = 0;
    start("--resume");
    await until("make | making it 1");
    await until("use | using make.out");
    await here("stop");
  });

  test("reset forgets every launch, if it is told to", async () => {
    expect((await here("reset")).code).toBe(4);
    expect((await here("reset", "--yes")).stderr).toContain("One launch is forgotten.");
    const [home = ""] = readdirSync(join(folder.path, ".thunderhead"));
    expect(existsSync(join(folder.path, ".thunderhead", home, "launches"))).toBe(true);
    expect((await here("logs")).stderr).toContain("has not run here");
  });
});
