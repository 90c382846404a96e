import { describe, expect, it } from "vitest";
import type { AgentEffect } from "#agent/effect.ts";
import type { AgentEvent } from "#agent/event.ts";
import { reduce } from "#agent/reducer.ts";
import { keyOf, newAgent } from "#agent/state.ts";
import { orderOf } from "./launch.ts";

function agent() {
  let state = newAgent("m1");
  const tell = (event: AgentEvent): readonly AgentEffect["kind"][] => {
    const step = reduce(state, event, 0);
    state = step.state;
    return step.effects.map(({ kind }) => kind);
  };
  tell({ kind: "connected" });
  tell({ kind: "told", message: { kind: "welcome", epoch: 1, protocol: 1 } });
  return { tell, state: () => state };
}

const order = (attempt: number) =>
  orderOf({ work: "train", bundle: "train-1", attempt, generation: attempt });
const places = { directory: "", bundle: "", local: {}, previous: {}, environment: {} };

describe("two attempts of one work", () => {
  it("never overlap here, whatever controllers have come to believe", () => {
    const { tell } = agent();
    const [first, second, third] = [order(1), order(2), order(3)];
    const key = keyOf(first);
    expect(tell({ kind: "told", message: { kind: "run", epoch: 1, order: first } })).toContain(
      "prepare",
    );
    tell({ kind: "prepared", key, places, environment: {} });
    expect(tell({ kind: "told", message: { kind: "run", epoch: 1, order: second } })).not.toContain(
      "prepare",
    );
    // A newer one takes the waiting one's place.
    expect(tell({ kind: "told", message: { kind: "run", epoch: 1, order: third } })).not.toContain(
      "prepare",
    );
    const over = tell({ kind: "ended", key, code: null, signal: "SIGTERM" });
    expect(over.filter((kind) => kind === "prepare")).toHaveLength(1);
  });
});

describe("an agent without its controller", () => {
  it("stops an attempt that the fence record says is over, and no other", () => {
    const { tell } = agent();
    const key = keyOf(order(1));
    tell({ kind: "told", message: { kind: "run", epoch: 1, order: order(1) } });
    tell({ kind: "prepared", key, places, environment: {} });
    tell({ kind: "disconnected" });
    expect(tell({ kind: "beat" })).toContain("read-fences");
    expect(tell({ kind: "fences", generations: { train: 1 } })).toEqual([]);
    expect(tell({ kind: "fences", generations: { train: 2 } })).toContain("tell");
  });

  it("works on for ten minutes of hearing nobody, then ends its works, and itself after an hour", () => {
    const { tell } = agent();
    tell({ kind: "told", message: { kind: "run", epoch: 1, order: order(1) } });
    tell({ kind: "prepared", key: keyOf(order(1)), places, environment: {} });
    tell({ kind: "disconnected" });
    const beats = Array.from({ length: 1200 }, () => tell({ kind: "beat" }));
    expect(beats.findIndex((kinds) => kinds.includes("tell"))).toBe(199);
    tell({ kind: "ended", key: keyOf(order(1)), code: null, signal: "SIGKILL" });
    expect(tell({ kind: "remembered", key: keyOf(order(1)) })).toContain("exit");
  });
});

describe("a settlement that outlives its agent", () => {
  it("brings along what was unacknowledged before it, so that its number has a place", () => {
    const { tell, state } = agent();
    const key = keyOf(order(1));
    tell({ kind: "told", message: { kind: "run", epoch: 1, order: order(1) } });
    tell({ kind: "prepared", key, places, environment: {} });
    tell({ kind: "said", key, message: { kind: "running" } });
    tell({ kind: "said", key, message: { kind: "patch", patch: { set: { a: 1 }, removed: [] } } });
    const step = reduce(state(), { kind: "ended", key, code: 1, signal: null }, 0);
    const kept = step.effects.find((effect) => effect.kind === "remember");
    if (kept?.kind !== "remember") throw new Error("Nothing was kept.");
    const again = reduce(newAgent("m1"), { kind: "started", kept: [kept] }, 0);
    const [attempt] = Object.values(again.state.attempts);
    expect(attempt?.unacknowledged.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });
});
