import { describe, expect, it } from "vitest";
import { parseControllerMessage, parseFromWork } from "#agent/message.ts";
import { reduce as reduceAgent } from "#agent/reducer.ts";
import { type AgentState, newAgent } from "#agent/state.ts";
import { parseAgentMessage } from "#controller/agent-message.ts";
import { reduce } from "#controller/reduce.ts";
import type { Core } from "#controller/state.ts";
import type { AgentMessage, ControllerMessage } from "#protocol/agent.ts";
import type { FromWork } from "#protocol/work-process.ts";
import { App } from "#sdk/app.ts";
import { Flow } from "#sdk/flow.ts";
import { Path } from "#sdk/path.ts";
import { Work } from "#sdk/work.ts";
import { orderOf } from "../agent/launch.ts";
import { Rig } from "../runtime/rig.ts";
import { fuzz } from "./fuzz.ts";

const seed = Number(process.env["SEED"] ?? 20_261_122);
const count = Number(process.env["MESSAGES"] ?? 100_000);

class Maker extends Work {
  out = new Path("out");
  n = 0;
  override async run(_n: number) {}
}
class Root extends Flow {
  one = new Maker();
  two = new Maker();
  override async run() {
    await Promise.all([this.one.run(1), this.two.run(2)]);
  }
}

/** A controller in the middle of things: two attempts run, each has said something. */
async function busyController(): Promise<Core> {
  const rig = new Rig(() => new App(new Root()));
  await rig.settle();
  await rig.patch("one", { n: 1 });
  return rig.core;
}

const manifest = { files: [{ path: "a", size: 3 }], size: 3 };
const published = { path: "one.out", version: "v1", manifest };

/** Everything an agent can say of an attempt, right in form. */
function messagesOf(
  of: { call: string; attempt: number; work: string },
  sequence: number,
): readonly AgentMessage[] {
  const patch = { set: { n: 2 }, removed: [] };
  return [
    {
      kind: "hello",
      protocol: { oldest: 1, newest: 1 },
      machine: "local",
      proof: {},
      running: [{ ...of, lastSequence: 1 }],
    },
    { kind: "beat", works: [of.work] },
    { kind: "phase", ...of, phase: "running" },
    { kind: "log", ...of, stream: "stdout", line: "said", at: new Date(0).toISOString() },
    { kind: "service", ...of, ready: true, address: "127.0.0.1:1" },
    { kind: "patch", ...of, sequence, patch },
    { kind: "publish", ...of, sequence, published },
    {
      kind: "settle",
      ...of,
      sequence,
      outcome: { kind: "succeeded", result: 1 },
      patch,
      published: [published],
    },
  ];
}

/** What must not change unless a record says so. */
const durable = ({ ledger }: Core): string =>
  JSON.stringify([
    [...ledger.calls],
    [...ledger.works],
    [...ledger.stored],
    [...ledger.versions],
    [...ledger.marks],
  ]);

describe(`a controller that hears ${count} broken messages (SEED=${seed})`, () => {
  it("does not fall, and believes only the current attempt's next word", async () => {
    const base = await busyController();
    const calls = [...base.ledger.calls.values()].map(({ id: call, attempt, work, sequence }) => ({
      of: { call, attempt, work },
      next: sequence + 1,
    }));
    const { mutate, pick, random } = fuzz(seed);
    let core = structuredClone(base);
    let before = durable(core);
    let [refused, believed] = [0, 0];
    for (let i = 0; i < count; i++) {
      const { of, next } = pick(calls);
      const text = mutate(pick(messagesOf(of, random() < 0.5 ? next : pick([0, 1, next + 1]))));
      const message = parseAgentMessage(text);
      if (message === undefined) {
        refused += 1;
        continue;
      }
      const { records } = reduce(core, { kind: "agent", machine: "local", message }, 1e12 + i);
      if (records.length === 0) {
        if (i % 50 === 0) expect(durable(core), text).toBe(before);
        continue;
      }
      believed += 1;
      if ("sequence" in message) {
        const meant = calls.find(({ of: { call } }) => call === message.call);
        expect(meant?.of, text).toMatchObject({ attempt: message.attempt, work: message.work });
        expect(message.sequence, text).toBe(meant?.next);
      }
      core = structuredClone(base);
      before = durable(core);
    }
    // Neither a schema that lets nothing through, nor one that lets everything through, would show anything.
    expect(refused).toBeGreaterThan(count * 0.2);
    expect(believed).toBeGreaterThan(count * 0.005);
  }, 240_000);

  it("takes what is replayed once, and answers it again", async () => {
    const base = await busyController();
    const { pick } = fuzz(seed + 1);
    for (let round = 0; round < 2_000; round++) {
      const core = structuredClone(base);
      const call = pick([...core.ledger.calls.values()]);
      const of = { call: call.id, attempt: call.attempt, work: call.work };
      const said = messagesOf(of, call.sequence + 1).filter((message) => "sequence" in message);
      const message = pick(said);
      const tell = () => reduce(core, { kind: "agent", machine: "local", message }, 1e12 + round);
      expect(tell().records.length).toBeGreaterThan(0);
      const after = durable(core);
      for (let again = 0; again < 3; again++) {
        const { records, effects } = tell();
        expect(records).toEqual([]);
        expect(effects).toContainEqual(
          expect.objectContaining({ message: expect.objectContaining({ kind: "acknowledged" }) }),
        );
      }
      expect(durable(core)).toBe(after);
    }
  }, 60_000);
});

const order = orderOf({
  work: "one",
  bundle: "one-1",
  outputs: [{ name: "one.out", pathId: "p", field: "out", relative: "out" }],
});
const ofOrder = { call: order.call, attempt: 1, work: "one" } as const;

const commands: readonly ControllerMessage[] = [
  { kind: "welcome", epoch: 2, protocol: 1 },
  { kind: "run", epoch: 2, order: { ...order, attempt: 2 } },
  { kind: "stop", epoch: 2, ...ofOrder, reason: "stopped", graceSeconds: 5 },
  { kind: "interrupt", epoch: 2, ...ofOrder, reason: "spot", deadline: "2026-01-01T00:00:00.000Z" },
  { kind: "state", epoch: 2, ...ofOrder, patch: { set: { n: 1 }, removed: ["x"] } },
  { kind: "acknowledged", epoch: 2, ...ofOrder, sequence: 1 },
];

const fromWork: readonly FromWork[] = [
  { kind: "ready" },
  { kind: "running" },
  { kind: "patch", patch: { set: { n: 1 }, removed: [] } },
  { kind: "publish", request: 1, path: "one.out", move: false },
  { kind: "secret", request: 1, name: "TOKEN" },
  { kind: "interrupted" },
  { kind: "settled", outcome: { kind: "succeeded", result: 1 }, patch: { set: {}, removed: [] } },
];

/** An agent with one attempt that runs, heard by a controller of epoch 2. */
function busyAgent(): AgentState {
  let state = newAgent("local");
  const hear = (message: ControllerMessage) =>
    ({ state } = reduceAgent(state, { kind: "told", message }, 0));
  ({ state } = reduceAgent(state, { kind: "connected" }, 0));
  hear({ kind: "welcome", epoch: 2, protocol: 1 });
  hear({ kind: "run", epoch: 2, order });
  const key = `${order.call}/1`;
  const places = { directory: "/d", bundle: "/b", local: {}, previous: {}, environment: {} };
  ({ state } = reduceAgent(state, { kind: "prepared", key, places, environment: {} }, 0));
  ({ state } = reduceAgent(state, { kind: "said", key, rank: 0, message: { kind: "running" } }, 0));
  return state;
}

describe(`an agent that hears ${count} broken commands and words of its work (SEED=${seed})`, () => {
  it("does not fall, and nothing it starts or touches leaves its directories", () => {
    const { mutate, pick, random } = fuzz(seed + 2);
    const key = `${order.call}/1`;
    const base = busyAgent();
    let state = base;
    let heard = 0;
    for (let i = 0; i < count; i++) {
      const step =
        random() < 0.5 ? toldAgent(mutate(pick(commands))) : saidToAgent(mutate(pick(fromWork)));
      if (step === undefined) continue;
      heard += 1;
      for (const effect of step.effects)
        if (effect.kind === "prepare")
          for (const name of [effect.order.work, effect.order.workId, effect.order.bundle])
            expect(name).toMatch(/^[A-Za-z0-9_][\w.\-$]*$/);
      state =
        Object.keys(step.state.attempts).length > 40 || step.state.epoch > 2 ? base : step.state;
    }
    expect(heard).toBeGreaterThan(count * 0.05);

    function toldAgent(text: string) {
      const message = parseControllerMessage(parsed(text));
      return message && reduceAgent(state, { kind: "told", message }, 1e12);
    }
    function saidToAgent(text: string) {
      const message = parseFromWork(parsed(text));
      return message && reduceAgent(state, { kind: "said", key, rank: 0, message }, 1e12);
    }
  }, 240_000);

  it("obeys no controller that another has replaced", () => {
    for (const message of commands) {
      const state = busyAgent();
      const stale = { ...message, epoch: 1 };
      const { state: after, effects } = reduceAgent(state, { kind: "told", message: stale }, 0);
      expect(after).toEqual(state);
      // It may look for the controller that leads now.
      expect(effects.filter(({ kind }) => kind !== "reconnect")).toEqual([]);
    }
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
