import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { isRoot, scratch, thunderhead } from "./thunderhead.ts";

/** A work that prints and ends, and a flow that stops the app with a message. */
const count = `import { App, config, Flow, Work } from "thunderhead";
class Count extends Work {
  override async run(to: number) {
    for (let i = 1; i <= to; i++) console.log(i);
    return to;
  }
}
class Root extends Flow {
  count = new Count();
  to = config.number("to", 2);
  override async run() {
    const counted = await this.count.run(this.to);
    this.stop(\`Counted to \${counted}.\`);
  }
}
export default new App(new Root());
`;

/** What its flow writes depends on what no tick before has left in its state. */
const differs = `import { App, Flow } from "thunderhead";
const seen = new Set<string>();
class Root extends Flow {
  a = "";
  override async run() {
    if (!seen.has("a")) this.a = "set";
    seen.add("a");
    if (this.once("over")) this.stop("Over.");
  }
}
export default new App(new Root());
`;

const fail = `import { App, Flow, Work } from "thunderhead";
class Train extends Work {
  override async run() {
    throw new TypeError("no data today");
  }
}
class Root extends Flow {
  train = new Train();
  override async run() {
    await this.train.run();
  }
}
export default new App(new Root());
`;

/** Says its own process and its parent's, the agent, and waits. */
const wait = `import { App, Work } from "thunderhead";
class Wait extends Work {
  override async run() {
    console.log(process.pid, process.ppid);
    await new Promise((resolve) => setTimeout(resolve, 600_000));
  }
}
export default new App(new Wait());
`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const python = `import { App } from "thunderhead";
import { PythonScript } from "thunderhead/components";
class Train extends PythonScript {
  constructor() {
    super({ script: "train.py" });
  }
  override async run() {
    await this.exec([]);
  }
}
export default new App(new Train());
`;

const run = (cwd: string, ...flags: string[]) => thunderhead(["run", "app.ts", ...flags], { cwd });

describe("thunderhead run", () => {
  test("prints the app's lines in order, and the message of stop last", async () => {
    using app = await scratch({ "app.ts": count });
    const { code, stdout, stderr } = await run(app.path);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "count | 1\ncount | 2\nCounted to 2.\n" });
    expect(stderr).toMatch(/^console +http:\/\/127\.0\.0\.1:\d+/m);
    expect(stderr).toMatch(/^count +succeeded$/m);
  });

  test("hands configuration to the app", async () => {
    using app = await scratch({ "app.ts": count });
    expect((await run(app.path, "--config", "to=1")).stdout).toBe("count | 1\nCounted to 1.\n");
  });

  test("with --check runs each tick twice, and fails where the two differ", async () => {
    using same = await scratch({ "app.ts": count });
    expect(await run(same.path, "--check")).toMatchObject({
      code: 0,
      stdout: "count | 1\ncount | 2\nCounted to 2.\n",
    });
    using app = await scratch({ "app.ts": differs });
    expect((await run(app.path)).code).toBe(0);
    const { code, stdout } = await run(app.path, "--check");
    expect(code).toBe(1);
    expect(stdout).toContain("run() did something else when it was run again on the same state.");
    expect(stdout).toMatch(/first:\n.*"a":"set".*\nsecond:\n {2}nothing more/);
  });

  test("with --json prints one event a line, from launch to exit", async () => {
    using app = await scratch({ "app.ts": count });
    const { code, stdout } = await run(app.path, "--json");
    const events: readonly unknown[] = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(events.at(0)).toMatchObject({ event: "launch", id: expect.any(String) });
    expect(events).toContainEqual({
      event: "log",
      component: "count",
      stream: "stdout",
      line: "2",
    });
    expect(events.at(-1)).toMatchObject({ event: "exit", code: 0, message: "Counted to 2." });
  });

  test("Ctrl-C after the app's own end leaves its exit code as it is", async () => {
    using folder = await scratch({ "app.ts": count });
    let pressing: NodeJS.Timeout | undefined;
    const { code, stdout } = await thunderhead(["run", "app.ts", "--no-open", "--port", "0"], {
      cwd: folder.path,
      onOutput: (text, interrupt) => {
        if (text.includes("Counted to 2.")) pressing ??= setInterval(interrupt, 0);
      },
    });
    clearInterval(pressing);
    expect([code, stdout]).toEqual([0, expect.stringContaining("Counted to 2.")]);
  });

  test("stops on Ctrl-C, and leaves no process behind", async () => {
    using app = await scratch({ "app.ts": wait });
    const pids: number[] = [];
    const { code, stderr } = await thunderhead(["run"], {
      cwd: app.path,
      onOutput: (text, interrupt) => {
        const found = /^root \| (\d+) (\d+)$/m.exec(text);
        if (found) pids.push(Number(found[1]), Number(found[2]));
        if (found) interrupt();
      },
    });
    expect(code).toBe(0);
    expect(stderr).toContain("Stopping. Ctrl-C again ends everything at once.");
    expect(pids).toHaveLength(2);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test("goes on where a launch was cut short, with --resume", async () => {
    using app = await scratch({ "app.ts": wait });
    const interrupted = (...flags: string[]) =>
      thunderhead(["run", ...flags], {
        cwd: app.path,
        onOutput: (text, interrupt) => /^root \| \d/m.test(text) && interrupt(),
      });
    await interrupted();
    const { stderr } = await interrupted("--resume");
    expect(stderr).toMatch(/^root +running \(attempt 2\)$/m);
  });

  test("ends with 1 and names work and line when a work throws", async () => {
    using app = await scratch({ "app.ts": fail });
    const { code, stdout, stderr } = await run(app.path);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^train +failed: .*no data today/m);
    expect(stdout).toContain("no data today");
    expect(stdout + stderr).toContain("app.ts:4");
  });
});

describe("a run that cannot start", () => {
  const refused = (
    result: { code: number | null; stdout: string; stderr: string },
    says: string,
  ) => {
    expect(result.stderr.replace(/\s+/g, " ")).toContain(says);
    expect(result.stderr).not.toMatch(/^\s+at /m);
    expect({ code: result.code, stdout: result.stdout }).toEqual({ code: 2, stdout: "" });
  };

  test("because its port is taken", async () => {
    using app = await scratch({ "app.ts": count });
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
    const result = await run(app.path, "--port", String(port));
    server.close();
    refused(result, `Port ${port} is taken by another program.`);
  });

  test("because there is no Python", async () => {
    using app = await scratch({ "app.ts": python, "train.py": "" });
    const env = { PATH: app.path };
    refused(
      await thunderhead(["run"], { cwd: app.path, env }),
      "`root` cannot run here. This app runs Python: Python 3.9 or later is needed",
    );
  });

  test("because its script is missing", async () => {
    using app = await scratch({ "app.ts": python, "trian.py": "" });
    refused(await run(app.path), "`root` runs `train.py`, which is not in the app's folder.");
  });

  test("because nothing was launched before that it could resume", async () => {
    using app = await scratch({ "app.ts": count });
    refused(await run(app.path, "--resume"), "The simulation does not start.");
  });

  test("because its folder cannot be written", async () => {
    using app = await scratch({ "app.ts": count });
    const { chmodSync } = await import("node:fs");
    chmodSync(app.path, 0o555);
    const result = await thunderhead(["run"], { cwd: app.path, asNobody: isRoot });
    chmodSync(app.path, 0o755);
    refused(result, "cannot be written: you may not write there.");
  });

  test.each([
    ["a syntax error", { "app.ts": "export default new App(" }, "This does not parse"],
    ["no default export", { "app.ts": "export const app = 1;" }, "it has no default export"],
    ["another default export", { "app.ts": "export default 1;" }, "is not an `App`"],
    ["an import that leads nowhere", { "app.ts": 'import "./gone.ts";' }, "leads nowhere"],
    ["an empty file", { "app.ts": "" }, "it has no default export"],
  ])("because of %s", async (_, files, says) => {
    using app = await scratch(files);
    refused(await run(app.path), says);
  });
});
