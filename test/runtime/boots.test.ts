import { describe, expect, it } from "vitest";
import { statusDocument } from "#controller/api-views.ts";
import { applyRecord } from "#controller/apply.ts";
import { liveChanges } from "#controller/changes.ts";
import { type Live, newLive } from "#controller/live.ts";
import type { Listed } from "#controller/machine-list.ts";
import { reduce } from "#controller/reduce.ts";
import { type Core, emptyLedger, workState } from "#controller/state.ts";
import type { BootPhase } from "#protocol/agent.ts";
import { type Manifest, type ManifestWork, manifestVersion } from "#protocol/manifest.ts";
import type { JournalRecord } from "#protocol/record.ts";
import { defaultWorkSettings } from "#protocol/settings.ts";

const manifest: Manifest = {
  version: manifestVersion,
  app: { name: "boots", title: "Boots", entry: "app.ts" },
  flow: { directory: "flow", hash: "flow" },
  components: [],
  works: [],
  maps: [],
  paths: [],
  reads: {},
  secrets: [],
  config: [],
  renamed: {},
};

const minute = 60_000;

/** A controller of a deployed app, whose machines are asked for and come up as the test says. */
class Deployed {
  core: Core;
  readonly records: JournalRecord[] = [];
  readonly ended: string[] = [];
  /** Tokens. */
  readonly asked: string[] = [];
  now = Date.UTC(2026, 0, 1);

  readonly #manifest: Manifest;

  constructor(keepFailed = 0, works: readonly ManifestWork[] = []) {
    this.#manifest = { ...manifest, works };
    this.core = { ledger: emptyLedger("boots"), live: this.#live(keepFailed) };
  }

  #live(keepFailed = 0): Live {
    const live = { manifest: this.#manifest, config: {}, routes: new Map(), now: this.now };
    return newLive({ ...live, placement: "groups", keepFailed });
  }

  askedFor(token: string): void {
    this.#apply({ kind: "machine-asked", token, group: "gpu", at: this.now });
  }

  started(token: string): void {
    this.askedFor(token);
    const machine = `i-${token}`;
    this.#apply({ kind: "machine-started", token, machine, at: this.now });
  }

  /** Another controller: what it knows is in the ledger. */
  restart(): void {
    for (const record of this.records.splice(0)) this.#apply(record);
    this.core = { ...this.core, live: this.#live() };
    this.#reduce({ kind: "start" });
  }

  list(listed: Listed): void {
    this.#reduce({ kind: "machines", ...listed });
  }

  answer(token: string): void {
    this.#reduce({ kind: "machine-started", token, machine: `i-${token}` });
  }

  hello(token: string, told: { boot?: readonly BootPhase[]; bootFailed?: string }): void {
    const machine = `i-${token}`;
    const protocol = { oldest: 1, newest: 1 };
    const message = { kind: "hello", protocol, machine, proof: {}, running: [], ...told } as const;
    this.#reduce({ kind: "agent", machine, message });
  }

  pass(milliseconds: number): void {
    this.now += milliseconds;
    this.#reduce({ kind: "clock" });
  }

  #reduce(event: Parameters<typeof reduce>[1]): void {
    const { records, effects } = reduce(this.core, event, this.now);
    this.records.push(...records);
    for (const effect of effects)
      if (effect.kind === "end-machine") this.ended.push(effect.machine);
      else if (effect.kind === "start-machine") this.asked.push(effect.token);
  }

  #apply(record: JournalRecord): void {
    applyRecord(this.core.ledger, record, liveChanges(this.core.live, []));
  }
}

it("how a machine came up is on record once, and what the group's usually take is known from then on", () => {
  const deployed = new Deployed();
  const boot = [
    { name: "node", seconds: 12 },
    { name: "runtime", seconds: 5 },
  ];
  for (const [index, took] of [80, 40, 60].entries()) {
    deployed.started(`m${index}`);
    deployed.now += took * 1000;
    deployed.hello(`m${index}`, { boot });
    deployed.hello(`m${index}`, { boot });
  }
  expect(deployed.records.filter(({ kind }) => kind === "machine-came")).toHaveLength(3);
  deployed.started("m3");
  const machines = statusDocument(deployed.core).machines ?? [];
  expect(machines.at(0)).toMatchObject({ stage: "on", boot, bootSeconds: 80 });
  expect(machines.at(-1)).toMatchObject({ machine: "i-m3", stage: "booting", usualSeconds: 60 });
});

it("a machine whose boot failed is said to be broken, and ends at once", () => {
  const deployed = new Deployed();
  deployed.started("m0");
  deployed.hello("m0", { bootFailed: "nvidia-smi shows 0" });
  expect(statusDocument(deployed.core).machines).toMatchObject([{ stage: "broken" }]);
  expect(deployed.records.filter(({ kind }) => kind === "machine-came")).toEqual([]);
  deployed.pass(1);
  expect(deployed.ended).toEqual(["i-m0"]);
});

it("where people want to look at it first, it stays for that long", () => {
  const deployed = new Deployed(60 * minute);
  deployed.started("m0");
  deployed.hello("m0", { bootFailed: "nvidia-smi shows 0" });
  expect(deployed.core.live.planned).toBeLessThanOrEqual(deployed.now + 60 * minute);
  deployed.pass(59 * minute);
  expect(deployed.ended).toEqual([]);
  deployed.pass(minute);
  expect(deployed.ended).toEqual(["i-m0"]);
});

/** Of machines that a controller before this one knew, with a work that waits for one. */
describe("a controller that takes over", () => {
  const train: ManifestWork = {
    ...{ name: "train", id: "train", class: "app.ts#Train", arguments: [] },
    bundle: { directory: "train", hash: "train" },
    settings: defaultWorkSettings,
    machine: { group: "gpu", nodes: 1, idleTimeout: 300, interruptible: false },
  };
  const takeOver = (before: (deployed: Deployed) => void): Deployed => {
    const deployed = new Deployed(0, [train]);
    before(deployed);
    workState(deployed.core.ledger, "train").queue.push("call");
    deployed.restart();
    return deployed;
  };
  const listed = (stage?: "gone") => ({
    machines: stage ? [{ machine: "i-m0", stage, age: 0 }] : [],
    ...{ complete: false, lag: 10 * minute },
  });

  it("waits for a machine that came, however old it is", () => {
    const deployed = takeOver((before) => {
      before.started("m0");
      before.hello("m0", {});
      before.now += 60 * minute;
    });
    deployed.pass(1);
    expect(deployed.ended).toEqual([]);
    expect(deployed.asked).toEqual([]);
  });

  it("gives one that has not come yet the time to boot: nobody was there to be greeted", () => {
    const deployed = takeOver((before) => {
      before.started("m0");
      before.now += 11 * minute;
    });
    deployed.pass(1);
    expect(deployed.ended).toEqual([]);
    deployed.pass(10 * minute);
    expect(deployed.ended).toEqual(["i-m0"]);
  });

  it("asks for another as soon as it is told that a stack before has taken it", () => {
    for (const [age, list] of [
      [1, listed("gone")],
      [60 * 24, listed()],
    ] as const) {
      const deployed = takeOver((before) => {
        before.started("m0");
        before.hello("m0", {});
        before.now += age * minute;
      });
      deployed.list(list);
      expect(deployed.asked).toEqual(["boots-2"]);
    }
  });

  it("asks within a quarter of a minute where nobody knows of it", () => {
    const deployed = takeOver((before) => before.started("m0"));
    deployed.list(listed());
    deployed.pass(1);
    expect(deployed.asked).toEqual([]);
    deployed.pass(15_000);
    expect(deployed.asked).toEqual(["boots-2"]);
  });

  it("asks once more, under the same token, for what was never answered, and keeps it", () => {
    const deployed = takeOver((before) => {
      before.askedFor("m0");
      before.now += 24 * 60 * minute;
    });
    expect(deployed.asked).toEqual(["m0"]);
    deployed.pass(1);
    deployed.answer("m0");
    expect(deployed.ended).toEqual([]);
    expect(deployed.asked).toEqual(["m0"]);
  });
});
