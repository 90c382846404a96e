import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Launch, launch, orderOf } from "./launch.ts";

let here: Launch;
beforeAll(async () => {
  here = await launch();
});
afterAll(() => here[Symbol.asyncDispose]());

/** Runs a body as `run()` of a work of its own, and answers how it ended. */
async function settled(
  work: string,
  body: string,
  order: Partial<Parameters<typeof orderOf>[0]> = {},
) {
  await here.bundle({
    name: work,
    class: "Tried",
    source: `import { Path, Work, secret } from "thunderhead";
export class Tried extends Work {
  count = 0;
  override async run(...args: any[]): Promise<unknown> {
${body}
  }
}`,
  });
  here.run(orderOf({ work, bundle: work, ...order }));
  return here.wait("settle", (message) => message.work === work);
}

describe("how attempts end", () => {
  it("maps an exception to the app's own lines and keeps the state it left", async () => {
    const { outcome, patch } = await settled(
      "throws",
      "this.count = 7;\nawait null;\nthrow new TypeError('no such column');",
    );
    expect(outcome).toEqual({
      kind: "failed",
      failure: {
        reason: "user-exception",
        message: "TypeError: no such column",
        stack: "at Tried.run (app.ts:7:7)",
      },
    });
    expect(patch.set).toEqual({ count: 7 });
  });

  it("catches what escapes the run: a rejection nobody awaits, and a module that throws while it loads", async () => {
    const { outcome } = await settled(
      "escapes",
      "Promise.reject(new Error('unseen')); await new Promise(() => {});",
    );
    expect(outcome).toMatchObject({
      failure: {
        reason: "user-exception",
        message: "Error: unseen",
        stack: "at Tried.run (app.ts:5:16)",
      },
    });
    await here.bundle({
      name: "loads",
      class: "Loads",
      source: `import { Work } from "thunderhead";\nif (Date.now() > 0) throw new Error("at load");\nexport class Loads extends Work { override async run() {} }`,
    });
    here.run(orderOf({ work: "loads", bundle: "loads" }));
    const settle = await here.wait("settle", ({ work }) => work === "loads");
    expect(settle.outcome).toMatchObject({
      failure: { message: "Error: at load", stack: expect.stringContaining("app.ts:2:27") },
    });
  });

  it("refuses a result that JSON cannot carry, naming its place", async () => {
    const { outcome } = await settled("result", "return { models: [{ weights: new Map() }] };");
    expect(outcome).toMatchObject({
      failure: {
        reason: "user-exception",
        message: expect.stringContaining("`work/return-not-json`"),
      },
    });
    expect(outcome).toMatchObject({
      failure: {
        message: expect.stringContaining("result.models[0].weights is an instance of Map"),
      },
    });
  });

  it("refuses state that JSON cannot carry, and fields that are too large", async () => {
    const odd = await settled("odd-state", "Object.assign(this, { cache: new Set() }); return 1;");
    expect(odd.outcome).toMatchObject({
      failure: { message: expect.stringContaining("this.cache is an instance of Set") },
    });
    const large = await settled(
      "large-state",
      "Object.assign(this, { text: 'x'.repeat(300_000) }); return 1;",
    );
    expect(large.outcome).toMatchObject({
      failure: { message: expect.stringContaining("this.text takes 293 KiB") },
    });
  });

  it("names the exit code of a process that ended itself, and its last words", async () => {
    const { outcome } = await settled("exits", "console.error('giving up'); process.exit(3);");
    expect(outcome).toEqual({
      kind: "failed",
      failure: {
        reason: "exit-code",
        message:
          "The process of exits ended with exit code 3 before run() had returned. Its last line: giving up",
      },
    });
  });

  it("names the signal of a process that was killed", async () => {
    const { outcome } = await settled(
      "killed",
      "process.kill(process.pid, 'SIGKILL'); await new Promise(() => {});",
    );
    expect(outcome).toMatchObject({
      failure: { reason: "exit-code", message: expect.stringContaining("by SIGKILL") },
    });
  });

  it("tells memory that ran out from other ends", async () => {
    const { outcome } = await settled(
      "hungry",
      "const all = []; for (;;) all.push(new Array(1e6).fill(Math.random()));",
      {
        settings: {
          ...orderOf({ work: "", bundle: "" }).settings,
          env: { NODE_OPTIONS: "--max-old-space-size=40" },
        },
      },
    );
    expect(outcome).toMatchObject({ failure: { reason: "out-of-memory" } });
  });

  it("ends an attempt that takes longer than it may", async () => {
    const { outcome } = await settled(
      "slow",
      "await new Promise((resolve) => setTimeout(resolve, 60_000));",
      { timeout: 0.2 },
    );
    expect(outcome).toMatchObject({ failure: { reason: "timeout" } });
  });

  it("hands over nothing of its own environment but what works may have, and resolves secrets", async () => {
    const { outcome } = await settled(
      "environment",
      "return { env: { ...process.env }, resolved: process.env.HOME_ALONE === process.env.HOME, token: await secret('MISSING').value().catch((e) => e.message) };",
      {
        settings: {
          ...orderOf({ work: "", bundle: "" }).settings,
          env: { LEARNING_RATE: "0.1", HOME_ALONE: { $: "secret", name: "HOME" } },
        },
      },
    );
    const result: { env: Record<string, string>; resolved: boolean; token: string } = JSON.parse(
      JSON.stringify(outcome.kind === "succeeded" && outcome.result),
    );
    expect(result.env["LEARNING_RATE"]).toBe("0.1");
    expect(result.resolved).toBe(true);
    // There it is itself; what leaves the work does not show it.
    expect(result.env["HOME_ALONE"]).toBe("[secret HOME]");
    const allowed = [
      "PATH",
      "HOME",
      "LANG",
      "TZ",
      "LEARNING_RATE",
      "HOME_ALONE",
      "NODE_CHANNEL_FD",
      "NODE_CHANNEL_SERIALIZATION_MODE",
    ];
    expect(Object.keys(result.env).filter((name) => !allowed.includes(name))).toEqual([]);
    expect(result.token).toContain("asks for the secret MISSING");
  });

  it("keeps secrets out of lines and failures", async () => {
    const { outcome } = await settled(
      "secretive",
      "console.log('using', process.env.TOKEN); throw new Error('bad token ' + process.env.TOKEN);",
      {
        settings: {
          ...orderOf({ work: "", bundle: "" }).settings,
          env: { TOKEN: { $: "secret", name: "HOME" } },
        },
      },
    );
    expect(outcome).toMatchObject({ failure: { message: "Error: bad token [secret HOME]" } });
    await here.wait(
      "log",
      ({ work, line }) => work === "secretive" && line === "using [secret HOME]",
    );
  });

  it("does not start a work whose secret, input or port is not there", async () => {
    const secret = await settled("no-secret", "", {
      settings: {
        ...orderOf({ work: "", bundle: "" }).settings,
        env: { KEY: { $: "secret", name: "NOT_SET" } },
      },
    });
    expect(secret.outcome).toMatchObject({
      failure: {
        reason: "setup",
        message: expect.stringContaining(
          "no-secret needs the secret NOT_SET. Put NOT_SET=… into .env",
        ),
      },
    });

    const input = await settled("no-input", "", {
      inputs: [
        {
          name: "train.model",
          producer: "train",
          producerId: "tr1",
          pathId: "p1",
          relative: "model.pt",
          version: "abc-1-1",
          manifest: { files: [{ path: "", size: 3 }], size: 3 },
        },
      ],
    });
    expect(input.outcome).toMatchObject({
      failure: {
        reason: "setup",
        message: expect.stringMatching(
          /no-input was given train\.model.*train published.*nothing is there.*Run train again/s,
        ),
      },
    });

    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const busy = await settled("no-port", "", { port });
    taken.close();
    expect(busy.outcome).toMatchObject({
      failure: {
        reason: "setup",
        message: expect.stringContaining(`Port ${port} of no-port is in use by another program`),
      },
    });
  });
});
