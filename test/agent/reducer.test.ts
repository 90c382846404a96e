import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AgentEffect } from "#agent/effect.ts";
import type { AgentEvent } from "#agent/event.ts";
import { parseControllerMessage, parseFromWork } from "#agent/message.ts";
import { reduce } from "#agent/reducer.ts";
import { type AgentState, keyOf, newAgent } from "#agent/state.ts";
import type { FromWork } from "#protocol/work-process.ts";
import { orderOf } from "./launch.ts";

const output = { name: "train.model", pathId: "m", field: "model", relative: "model" };
const order = orderOf({
  work: "train",
  bundle: "train-1",
  outputs: [output],
  port: 8000,
  timeout: 60,
});
const key = keyOf(order);
const at = { epoch: 1, call: order.call, attempt: order.attempt, work: order.work };
const noChange = { set: {}, removed: [] };
const manifest = { files: [{ path: "", size: 1 }], size: 1 };

const said: fc.Arbitrary<FromWork> = fc.constantFrom<FromWork>(
  { kind: "ready" },
  { kind: "running" },
  { kind: "patch", patch: { set: { loss: 1 }, removed: [] } },
  { kind: "publish", request: 1, path: "train.model", move: false },
  { kind: "publish", request: 2, path: "train.other", move: false },
  { kind: "secret", request: 3, name: "TOKEN" },
  { kind: "interrupted" },
  { kind: "settled", outcome: { kind: "succeeded", result: 1 }, patch: noChange },
  {
    kind: "settled",
    outcome: { kind: "failed", failure: { reason: "user-exception", message: "no" } },
    patch: noChange,
  },
);

/** Anything that may happen to an agent with one attempt, in any order: sensible, late, doubled or never due. */
const event: fc.Arbitrary<AgentEvent> = fc.oneof(
  { weight: 4, arbitrary: said.map((message): AgentEvent => ({ kind: "said", key, message })) },
  fc.constantFrom<AgentEvent>(
    { kind: "connected" },
    { kind: "disconnected" },
    { kind: "beat" },
    { kind: "orphaned" },
    { kind: "told", message: { kind: "welcome", epoch: 1, protocol: 1 } },
    { kind: "told", message: { kind: "run", epoch: 1, order } },
    { kind: "told", message: { kind: "run", epoch: 1, order: { ...order, attempt: 2 } } },
    { kind: "told", message: { kind: "run", epoch: 0, order: { ...order, attempt: 9 } } },
    { kind: "told", message: { kind: "stop", ...at, reason: "stopped", graceSeconds: 1 } },
    {
      kind: "told",
      message: { kind: "interrupt", ...at, reason: "spot", deadline: "2030-01-01T00:00:00.000Z" },
    },
    { kind: "told", message: { kind: "state", ...at, patch: { set: { loss: 2 }, removed: [] } } },
    { kind: "told", message: { kind: "acknowledged", ...at, sequence: 1 } },
    { kind: "told", message: { kind: "acknowledged", ...at, sequence: 99 } },
    {
      kind: "prepared",
      key,
      places: { directory: "/d", bundle: "/b", local: {}, previous: {}, environment: {} },
      environment: {},
    },
    { kind: "unprepared", key, failure: { reason: "setup", message: "no" } },
    { kind: "line", key, stream: "stderr", line: "x" },
    { kind: "ended", key, code: 0, signal: null },
    { kind: "ended", key, code: null, signal: "SIGKILL" },
    {
      kind: "published",
      key,
      request: undefined,
      path: "train.model",
      published: { path: "train.model", version: "v1", manifest },
    },
    {
      kind: "published",
      key,
      request: 1,
      path: "train.model",
      published: { path: "train.model", version: "v2", manifest },
    },
    { kind: "publish-failed", key, request: undefined, path: "train.model", message: "full" },
    { kind: "service", key, ready: true, address: "127.0.0.1:8000" },
    { kind: "remembered", key },
    { kind: "due", key, timer: "kill" },
    { kind: "due", key, timer: "timeout" },
    { kind: "due", key, timer: "linger" },
  ),
);

interface Trace {
  readonly states: readonly AgentState[];
  readonly effects: readonly AgentEffect[];
}

function play(events: readonly AgentEvent[]): Trace {
  const states = [newAgent("local")];
  const effects: AgentEffect[] = [];
  for (const [index, next] of events.entries()) {
    const step = reduce(states[index] ?? newAgent("local"), next, index);
    states.push(step.state);
    effects.push(...step.effects);
  }
  return { states, effects };
}

const begun: readonly AgentEvent[] = [
  { kind: "connected" },
  { kind: "told", message: { kind: "welcome", epoch: 1, protocol: 1 } },
  { kind: "told", message: { kind: "run", epoch: 1, order } },
];
const running: readonly AgentEvent[] = [
  {
    kind: "prepared",
    key,
    places: { directory: "/d", bundle: "/b", local: {}, previous: {}, environment: {} },
    environment: {},
  },
  { kind: "said", key, message: { kind: "ready" } },
  { kind: "said", key, message: { kind: "running" } },
];

/** From the order, or from the middle of the run, on. */
const history = fc
  .tuple(fc.constantFrom(begun, [...begun, ...running]), fc.array(event, { maxLength: 40 }))
  .map(([start, events]) => [...start, ...events]);

const of = <Kind extends AgentEffect["kind"]>(effects: readonly AgentEffect[], kind: Kind) =>
  effects.filter((effect): effect is Extract<AgentEffect, { kind: Kind }> => effect.kind === kind);

const check = (law: (trace: Trace) => void) =>
  fc.assert(
    fc.property(history, (events) => law(play(events))),
    { numRuns: 3_000 },
  );

describe("the agent's reducer, whatever happens", () => {
  it("starts, settles and cleans up one attempt at most once", () => {
    check(({ effects }) => {
      for (const kind of ["spawn", "remember", "release", "forget"] as const) {
        // A finished attempt that is ordered again is a new one; the controller never does that.
        const orders = of(effects, "prepare").length;
        expect(of(effects, kind).length).toBeLessThanOrEqual(orders);
      }
    });
  });

  it("numbers what must arrive from 1 without gaps, and never twice differently", () => {
    check(({ states }) => {
      for (const { attempts } of states) {
        for (const { sequence, unacknowledged } of Object.values(attempts)) {
          const numbers = unacknowledged.map((message) => message.sequence);
          expect(numbers).toEqual(numbers.map((_, index) => sequence - numbers.length + 1 + index));
        }
      }
    });
  });

  it("says nothing while there is no link, and settles only from disk", () => {
    fc.assert(
      fc.property(history, (events) => {
        let state = newAgent("local");
        let remembered = false;
        for (const [index, next] of events.entries()) {
          const before = state;
          const step = reduce(before, next, index);
          state = step.state;
          remembered ||= next.kind === "remembered" || next.kind === "started";
          if (step.state.link !== "up") expect(of(step.effects, "send")).toEqual([]);
          for (const { message } of of(step.effects, "send"))
            if (message.kind === "settle") expect(remembered).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("takes no order once it leaves, and exits only with every attempt settled", () => {
    fc.assert(
      fc.property(history, (events) => {
        let state = newAgent("local");
        for (const [index, next] of events.entries()) {
          const left = state.leaving;
          const step = reduce(state, next, index);
          state = step.state;
          if (left) expect(of(step.effects, "prepare")).toEqual([]);
          if (of(step.effects, "exit").length === 0) continue;
          expect(state.leaving).toBe(true);
          expect(Object.values(state.attempts).every(({ phase }) => phase === "settled")).toBe(
            true,
          );
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("ignores commands of a controller that was replaced", () => {
    const { effects } = play([
      ...begun,
      { kind: "told", message: { kind: "welcome", epoch: 5, protocol: 1 } },
      { kind: "told", message: { kind: "stop", ...at, reason: "stopped", graceSeconds: 1 } },
    ]);
    expect(of(effects, "cancel-prepare")).toEqual([]);
  });

  it("keeps the newest lines while nobody listens, and not more than it should", () => {
    const lines = Array.from(
      { length: 1_500 },
      (_, index): AgentEvent => ({ kind: "line", key, stream: "stdout", line: String(index) }),
    );
    const { states, effects } = play([
      ...begun,
      { kind: "disconnected" },
      ...lines,
      { kind: "connected" },
      { kind: "told", message: { kind: "welcome", epoch: 1, protocol: 1 } },
    ]);
    expect(states.at(-1)?.backlog).toEqual([]);
    const logs = of(effects, "send").flatMap(({ message }) =>
      message.kind === "log" ? [message.line] : [],
    );
    expect([logs.length, logs[0], logs.at(-1)]).toEqual([1_000, "500", "1499"]);
  });
});

describe("messages", () => {
  const message = {
    kind: "run",
    epoch: 1,
    order: {
      ...order,
      inputs: [
        {
          name: "a.b",
          producer: "a",
          producerId: "a1",
          pathId: "p1",
          relative: "x/y",
          version: "v-1",
          manifest,
        },
      ],
    },
  };

  it("understands an order", () => {
    expect(parseControllerMessage(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });

  it.each([
    ["work", "../../etc"],
    ["workId", ".."],
    ["bundle", "/bin"],
    ["attempt", 0],
    ["outputs", [{ ...output, relative: "../x" }]],
    ["outputs", [{ ...output, pathId: "a/b" }]],
    ["inputs", [{ ...message.order.inputs[0], version: "../v" }]],
  ])("refuses an order whose %s leaves its place", (field, value) => {
    expect(
      parseControllerMessage({ ...message, order: { ...message.order, [field]: value } }),
    ).toBeUndefined();
  });

  it("takes anything else for nothing, and never fails", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.record({
            kind: fc.constantFrom("run", "stop", "state", "settled", "patch", "publish"),
            order: fc.jsonValue(),
            patch: fc.jsonValue(),
            outcome: fc.jsonValue(),
          }),
        ),
        (value) => {
          for (const parsed of [parseControllerMessage(value), parseFromWork(value)])
            expect(parsed === undefined || typeof parsed.kind === "string").toBe(true);
        },
      ),
    );
  });
});
