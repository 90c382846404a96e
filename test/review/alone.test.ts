/**
 * Each of the seven verdicts by itself: one fact differs between two programs, and six say nothing. The
 * provider here is a table of facts, so that a fact can differ alone; what AWS's resources mean is another
 * test's business.
 */
import { expect, test } from "vitest";
import type { ReviewFacts, ReviewTable } from "#plan/review.ts";
import type { Registered } from "#review/registration.ts";
import { review } from "#review/review.ts";
import type { ComponentFact, Side } from "#review/side.ts";
import { isUnchanged } from "#review/verdicts/money.ts";
import { quotaText, withQuotas } from "#review/verdicts/quota.ts";

const nothing: ReviewFacts = {
  stores: [],
  doors: [],
  grants: [],
  prices: [],
  pricesAsOf: "2026-07-20",
  unpriced: [],
  traffic: [],
  quotas: [],
  machines: [],
};

const train: ComponentFact = {
  name: "train",
  id: "tttt",
  kind: "work",
  class: "app.ts#Train",
  source: { file: "app.ts", line: 1 },
};

const machine: Registered = {
  type: "toy:index:Machine",
  name: "train",
  urn: "urn:pulumi:dev::app::toy:index:Machine::train",
  custom: true,
  inputs: { image: "one" },
  options: {},
  references: {},
};

interface World {
  readonly facts?: Partial<ReviewFacts>;
  readonly components?: readonly ComponentFact[];
  readonly registered?: readonly Registered[];
}

const side = (label: string, { components = [train], registered = [machine] }: World): Side => ({
  label,
  registered,
  origins: new Map(),
  components,
  paths: [],
  lineOf: () => undefined,
});

/** Names of the verdicts that have something to say. */
function said(was: World, is: World): readonly string[] {
  const facts = [was, is].map((world) => ({ ...nothing, ...world.facts }));
  const table: ReviewTable = {
    replacements: {},
    read: () => facts.shift() ?? nothing,
    effect: ({ paths }) => (paths.includes("image") ? "next" : "keeps"),
    describe: () => [],
    codeOf: () => undefined,
    manifest: () => undefined,
    deployment: () => undefined,
  };
  const { verdicts } = review(side("before", was), side("after", is), table);
  const { money, ...lists } = verdicts;
  const speaking = Object.entries(lists).flatMap(([name, all]) => (all.length > 0 ? [name] : []));
  return isUnchanged(money) ? speaking : [...speaking, "money"];
}

const store = { urn: "v", name: "volume", what: "the volume", disposable: false };
const door = { name: "serve", label: "serve :80", over: "http, no login" };
const quota = { code: "L-1", name: "P instances", unit: "vCPU", fresh: 0, command: "ask" };

test.each<[string, World, World]>([
  ["data", { facts: { stores: [{ ...store, protected: true, retained: true }] } }, {}],
  ["exposure", {}, { facts: { doors: [{ ...door, networks: ["0.0.0.0/0"] }] } }],
  [
    "access",
    { facts: { grants: [{ who: "train", verb: "read", what: "x", routine: false, wide: false }] } },
    {},
  ],
  [
    "money",
    {},
    { facts: { prices: [{ urn: "b", what: "balancer", standing: 16.43, hourly: 0, group: "b" }] } },
  ],
  [
    "quota",
    { facts: { quotas: [{ ...quota, need: 96 }] } },
    { facts: { quotas: [{ ...quota, need: 192 }] } },
  ],
  ["identity", {}, { components: [{ ...train, name: "learn" }] }],
  ["running", {}, { registered: [{ ...machine, inputs: { image: "two" } }] }],
])("%s alone", (name, was, is) => {
  expect(said(was, is)).toEqual([name]);
});

test("nothing of nothing", () => {
  expect(said({}, {})).toEqual([]);
});

test("a quota that the account tells is short or it is not, whatever a new account has", () => {
  const more = { kind: "more", ...quota, before: 96, after: 192 } as const;
  const [short] = withQuotas([more], new Map([["L-1", 128]]));
  expect(short).toMatchObject({ kind: "short", has: 128, command: "ask" });
  expect(short && quotaText(short)).toBe("P instances: needs 192 vCPU, has 128");
  const [enough] = withQuotas([more], new Map([["L-1", 192]]));
  expect(enough).toEqual({ ...more, has: 192, command: undefined });
  expect(enough && quotaText(enough)).toBe("P instances: 96 → 192 vCPU; this account has 192");
  expect(withQuotas([more], new Map())).toEqual([more]);
});
