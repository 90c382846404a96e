import { expect, it } from "vitest";
import { statusDocument } from "#controller/api-views.ts";
import { applyRecord } from "#controller/apply.ts";
import { liveChanges } from "#controller/changes.ts";
import { newLive } from "#controller/live.ts";
import { reduce } from "#controller/reduce.ts";
import { type Core, emptyLedger } from "#controller/state.ts";
import type { BootPhase } from "#protocol/agent.ts";
import { type Manifest, manifestVersion } from "#protocol/manifest.ts";
import type { JournalRecord } from "#protocol/record.ts";

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
  readonly core: Core;
  readonly records: JournalRecord[] = [];
  readonly ended: string[] = [];
  now = Date.UTC(2026, 0, 1);

  constructor(keepFailed = 0) {
    const live = { manifest, config: {}, routes: new Map(), now: this.now };
    this.core = {
      ledger: emptyLedger("boots"),
      live: newLive({ ...live, placement: "groups", keepFailed }),
    };
  }

  started(token: string): void {
    for (const record of [
      { kind: "machine-asked", token, group: "gpu", at: this.now },
      { kind: "machine-started", token, machine: `i-${token}`, at: this.now },
    ] satisfies JournalRecord[])
      applyRecord(this.core.ledger, record, liveChanges(this.core.live, []));
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
