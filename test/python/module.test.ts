import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Launch, launch, orderOf } from "../agent/launch.ts";
import { isAlive } from "../e2e/launch.ts";

const pythonModule = fileURLToPath(new URL("../../runtime-shim/python", import.meta.url));
const output = { name: "train.model", pathId: "m1", field: "model", relative: "model.txt" };

let here: Launch;
beforeAll(async () => {
  here = await launch();
});
afterAll(() => here[Symbol.asyncDispose]());

/** Orders a `PythonScript` with this script; standard library only, so the environment is the system's own. */
async function start(
  bundle: string,
  script: string,
  order: Partial<Parameters<typeof orderOf>[0]> = {},
): Promise<void> {
  await here.bundle({
    name: bundle,
    class: "Train",
    source: `
import { Path } from "thunderhead";
import { PythonScript } from "thunderhead/components";
export class Train extends PythonScript {
  model = new Path("model.txt");
  constructor() { super({ script: "train.py" }); }
  override async run(...args: string[]) { await this.exec(args); return this.reports; }
}`,
    files: { "train.py": script },
  });
  here.run(
    orderOf({
      work: "train",
      call: bundle,
      bundle,
      python: { requirements: [] },
      outputs: [output],
      ...order,
    }),
  );
}

const settled = async (bundle: string, attempt = 1) =>
  here.wait("settle", (message) => message.call === bundle && message.attempt === attempt);

describe("the thunderhead module in a script", () => {
  it("reports values and progress as public state, and writes Paths", async () => {
    await start(
      "reports",
      `
import sys, thunderhead
from pathlib import Path
assert list(Path(".").iterdir()) == [], "the working directory is empty"
for i in range(3):
    thunderhead.progress(i + 1, 3)
    thunderhead.report(loss=1 / (i + 1), step=i)
thunderhead.report(args=sys.argv[1:])
assert thunderhead.previous("model") is None
assert thunderhead.restore("model") is False
thunderhead.path("model").write_text("weights")
print("done")
`,
      { arguments: ["--epochs", "3"] },
    );
    const { outcome, patch, published } = await settled("reports");
    expect(outcome).toEqual({
      kind: "succeeded",
      result: { loss: 1 / 3, step: 2, args: ["--epochs", "3"] },
    });
    const seen = here.messages.flatMap((message) =>
      "patch" in message ? [message.patch.set] : [],
    );
    expect([...seen, patch.set].findLast((set) => "progress" in set)?.["progress"]).toEqual({
      done: 3,
      total: 3,
    });
    expect(published[0]?.manifest.size).toBe(7);
  });

  it("fails with the exit code and the last lines of stderr", async () => {
    await start(
      "fails",
      `import sys\nfor i in range(30): print("line", i, file=sys.stderr)\nsys.exit(3)`,
    );
    const { outcome } = await settled("fails");
    const { failure } = outcome.kind === "failed" ? outcome : expect.fail("it did not fail");
    expect(failure.message.split("\n")[0]).toBe("Error: train.py ended with exit code 3");
    expect(failure.message.split("\n").slice(1)).toEqual(
      Array.from({ length: 20 }, (_, i) => `line ${i + 10}`),
    );
    expect(failure.stack).toContain("app.ts:7");
    await here.wait("log", ({ call, line }) => call === "fails" && line === "line 0");
  });

  it("names a signal that ended the script", async () => {
    await start("killed", `import os, signal\nos.kill(os.getpid(), signal.SIGKILL)`);
    expect((await settled("killed")).outcome).toMatchObject({
      failure: { message: "Error: train.py ended with SIGKILL" },
    });
  });

  it("raises where the work refuses, with the work's words", async () => {
    await start(
      "refused",
      `import thunderhead\ntry:\n    thunderhead.path("modle")\nexcept RuntimeError as error:\n    print(error)\nthunderhead.report(bad=float("nan"))`,
    );
    await here.wait(
      "log",
      ({ line }) => line === "train has no Path in a field named modle. Its Paths: model.",
    );
    expect((await settled("refused")).outcome).toMatchObject({
      failure: {
        message: expect.stringContaining("Out of range float values are not JSON compliant"),
      },
    });
  });

  it("is the script's own: its forked and executed children are told to ask it", async () => {
    await start(
      "children",
      `
import multiprocessing, subprocess, sys, thunderhead
def ask(answers):
    try: answers.put(str(thunderhead.path("model")))
    except RuntimeError as error: answers.put(str(error))
context = multiprocessing.get_context("fork")
answers = context.Queue()
child = context.Process(target=ask, args=(answers,))
child.start()
forked = answers.get()
child.join()
executed = subprocess.run([sys.executable, "-c", "import thunderhead; thunderhead.report(loss=1)"], capture_output=True, text=True)
thunderhead.report(forked=forked, executed=executed.stderr.splitlines()[-1])
thunderhead.path("model").write_text("weights")
`,
    );
    const { outcome } = await settled("children");
    const { result } = outcome.kind === "succeeded" ? outcome : expect.fail("it failed");
    expect(result).toMatchObject({
      forked: expect.stringContaining("path was called in a process that the script has started"),
      executed: expect.stringContaining("RuntimeError: report was called in a process"),
    });
  });

  it("ends with everything the script has started", async () => {
    await start(
      "family",
      `
import subprocess, thunderhead
child = subprocess.Popen(["sh", "-c", "sleep 600 & echo $!; wait"], stdout=subprocess.PIPE, text=True)
thunderhead.report(pids=[child.pid, int(child.stdout.readline())])
child.wait()
`,
    );
    const { patch } = await here.wait(
      "patch",
      (message) => message.call === "family" && JSON.stringify(message.patch).includes("pids"),
    );
    const { pids } = v.parse(v.object({ pids: v.array(v.number()) }), patch.set["reports"]);
    expect(pids.map(isAlive)).toEqual([true, true]);
    here.send({
      kind: "stop",
      epoch: 1,
      call: "family",
      attempt: 1,
      work: "train",
      reason: "stopped",
      graceSeconds: 2,
    });
    await settled("family");
    expect(pids.map(isAlive)).toEqual([false, false]);
  });

  it("checkpoints on notice, and goes on from the checkpoint", async () => {
    const script = `
import threading, thunderhead
stopped = threading.Event()
@thunderhead.on_interrupt
def save(notice):
    thunderhead.path("model").write_text(f"{notice.reason} {notice.deadline.year}")
    thunderhead.publish("model")
    stopped.set()
if thunderhead.restore("model"):
    thunderhead.path("model").write_text(thunderhead.path("model").read_text() + " resumed")
else:
    thunderhead.report(waiting=True)
    stopped.wait()
`;
    await start("notice", script);
    await here.wait(
      "patch",
      ({ call, patch }) => call === "notice" && JSON.stringify(patch).includes("waiting"),
    );
    here.send({
      kind: "interrupt",
      epoch: 1,
      call: "notice",
      attempt: 1,
      work: "train",
      reason: "spot",
      deadline: "2126-01-01T00:00:00.000Z",
    });
    const { published } = await here.wait("publish", ({ call }) => call === "notice");
    expect(published.partial).toBe(true);
    await settled("notice");
    await start("notice", script, { attempt: 2, outputs: [{ ...output, previous: published }] });
    const { published: final } = await settled("notice", 2);
    expect(final[0]?.manifest.size).toBe("spot 2126 resumed".length);
  });

  it("prints instead when a script is started by hand", () => {
    const script = `import thunderhead as t\nt.report(loss=0.5)\nt.progress(1, 2)\nprint(t.path("model"), t.previous("model"), t.restore("model"), t.publish("model"))`;
    const said = execFileSync("python3", ["-c", script], {
      encoding: "utf8",
      env: { ...process.env, PYTHONPATH: pythonModule, PYTHONDONTWRITEBYTECODE: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    expect(said.trim()).toBe("model None False None");
  });
});
