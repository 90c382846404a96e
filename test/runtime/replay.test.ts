import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { App, Flow, Work } from "#sdk/index.ts";
import { Rig } from "./rig.ts";

/** A little program of awaits: what any flow is made of. */
type Program =
  | { readonly kind: "call"; readonly work: number; readonly argument: number }
  | { readonly kind: "sequence" | "all" | "race" | "settled"; readonly parts: readonly Program[] }
  | { readonly kind: "cursor"; readonly work: number; readonly times: number };

const works = 3;
const work = fc.nat({ max: works - 1 });

const call = fc.record({ kind: fc.constant("call" as const), work, argument: fc.nat({ max: 2 }) });
const cursor = fc.record({
  kind: fc.constant("cursor" as const),
  work,
  times: fc.integer({ min: 1, max: 3 }),
});
const shape = { maxDepth: 3, depthSize: "small" } as const;
const partsOf = (part: fc.Arbitrary<Program>) => fc.array(part, { minLength: 1, maxLength: 3 });

/**
 * A race holds no cursor: a cursor that is done is passed without waiting, so that it would overtake what it
 * had lost to. That is what its flow says, not what the engine decides.
 */
const { program } = fc.letrec<{ program: Program; racing: Program }>((tie) => ({
  racing: fc.oneof(
    shape,
    call,
    fc.record({
      kind: fc.constantFrom(
        "sequence" as const,
        "all" as const,
        "race" as const,
        "settled" as const,
      ),
      parts: partsOf(tie("racing")),
    }),
  ),
  program: fc.oneof(
    shape,
    call,
    cursor,
    fc.record({ kind: fc.constant("race" as const), parts: partsOf(tie("racing")) }),
    fc.record({
      kind: fc.constantFrom("sequence" as const, "all" as const, "settled" as const),
      parts: partsOf(tie("program")),
    }),
  ),
}));

/** By place in the program, everything it has ever resolved to, in whatever tick. */
type Resolved = Map<string, Set<string>>;

class Task extends Work {
  override async run(..._args: unknown[]): Promise<unknown> {
    return undefined;
  }
}

class Runs extends Flow {
  tasks = Array.from({ length: works }, () => new Task());
  cursors: Record<string, number> = {};
  results: string[] = [];
  readonly #program: Program;
  readonly #resolved: Resolved;

  constructor(given: Program, resolved: Resolved) {
    super();
    this.#program = given;
    this.#resolved = resolved;
  }

  override async run() {
    this.results = [JSON.stringify(await this.follow(this.#program, "0"))];
  }

  /** What a place resolves to goes into the arguments of what follows: a winner that flips is a new call. */
  async follow(part: Program, place: string, before?: unknown): Promise<unknown> {
    const result = await this.start(part, place, before);
    const known = this.#resolved.get(place) ?? new Set();
    this.#resolved.set(place, known.add(JSON.stringify(result)));
    return result;
  }

  async start(part: Program, place: string, before: unknown): Promise<unknown> {
    if (part.kind === "call")
      return this.tasks[part.work]?.run(part.argument, JSON.stringify(before));
    if (part.kind === "cursor") return this.loop(part, place);
    const parts = part.parts.map(
      (inner, index) => (last?: unknown) => this.follow(inner, `${place}.${index}`, last ?? before),
    );
    if (part.kind === "all") return Promise.all(parts.map((start) => start()));
    if (part.kind === "race") return Promise.race(parts.map((start) => start()));
    if (part.kind === "settled") return Promise.allSettled(parts.map((start) => start()));
    const results: unknown[] = [];
    for (const start of parts) results.push(await start(results.at(-1)));
    return results;
  }

  async loop({ work, times }: Program & { kind: "cursor" }, place: string): Promise<unknown> {
    while ((this.cursors[place] ?? 0) < times) {
      const i = this.cursors[place] ?? 0;
      await this.tasks[work]?.run(`${place} ${i}`);
      this.cursors[place] = i + 1;
    }
    return times;
  }
}

/** Ends open calls, in the order that `choices` picks, until nothing is open. */
async function finish(rig: Rig, choices: readonly number[]): Promise<void> {
  await rig.settle();
  for (let turn = 0; rig.ended === undefined && turn < 200; turn++) {
    const open = [...rig.core.ledger.works.values()]
      .filter(({ current }) => current !== undefined)
      .map(({ name }) => name);
    const next = open[(choices[turn % choices.length] ?? 0) % open.length];
    if (next === undefined) return;
    await rig.succeed(next, { result: `${next} #${turn}` });
  }
}

const choices = fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 12 });

describe("a flow is a function of its ledger", () => {
  it("replaying any prefix of the journal makes no new call, and repeats none", async () => {
    await fc.assert(
      fc.asyncProperty(
        program,
        choices,
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (given, order, where) => {
          const resolved: Resolved = new Map();
          const make = () => new App(new Runs(given, resolved));
          const rig = new Rig(make);
          await finish(rig, order);
          const whole = new Set(rig.core.ledger.calls.keys());
          const again = new Rig(make);
          again.records.splice(0, again.records.length, ...rig.records);
          await again.restart(Math.floor(where * rig.records.length));
          for (const { id } of again.core.ledger.calls.values()) expect(whole).toContain(id);
          const settled = [...again.core.ledger.calls.values()].filter(
            ({ stage }) => stage === "succeeded",
          );
          const started = again.attempts.map(({ call }) => call);
          for (const { id } of settled) expect(started).not.toContain(id);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("two ticks on one snapshot ask for the same, and leave the same state", async () => {
    await fc.assert(
      fc.asyncProperty(program, choices, async (given, order) => {
        const resolved: Resolved = new Map();
        const make = () => new App(new Runs(given, resolved));
        const rig = new Rig(make);
        await finish(rig, order);
        const before = { calls: rig.calls(), state: rig.state("root"), ended: rig.ended };
        await rig.restart();
        expect({ calls: rig.calls(), state: rig.state("root"), ended: rig.ended }).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });

  it("a crash at any point changes no winner and no result", async () => {
    await fc.assert(
      fc.asyncProperty(
        program,
        choices,
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (given, order, where) => {
          const resolved: Resolved = new Map();
          const make = () => new App(new Runs(given, resolved));
          const rig = new Rig(make);
          await finish(rig, order);
          const outcome = rig.state("root")["results"];
          const again = new Rig(make);
          again.records.splice(0, again.records.length, ...rig.records);
          await again.restart(Math.max(lastSettle(rig), Math.floor(where * rig.records.length)));
          await finish(again, order);
          expect(again.state("root")["results"]).toEqual(outcome);
          expect(rig.ended?.code).toBe(0);
          for (const values of resolved.values()) expect([...values]).toHaveLength(1);
        },
      ),
      { numRuns: 100 },
    );
  });
});

/** Every call's end is known from here on; what is missing are ticks, timers and the end itself. */
const lastSettle = (rig: Rig): number =>
  rig.records.findLastIndex(({ kind }) => kind === "settle") + 1;
