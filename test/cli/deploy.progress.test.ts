/** A real `pulumi up` of the boring app, replayed: what a person sees of it, at any moment. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changesOf, countSentence } from "../../compiler/cli/engine/change.ts";
import { type EngineEvent, parseEvent, typeWords } from "../../compiler/cli/engine/events.ts";
import { isNetwork } from "../../compiler/cli/engine/networks.ts";
import { ownersFrom } from "../../compiler/cli/engine/owners.ts";
import {
  advance,
  type Progress,
  plannedProgress,
  stateOf,
} from "../../compiler/cli/engine/progress.ts";
import { duration, waitText } from "../../compiler/cli/render/deploy-progress.ts";

const read = (file: string) => readFileSync(join(import.meta.dirname, "samples", file), "utf8");
const owners = ownersFrom({ generated: read("refusals/infra.json"), texts: () => undefined });
const events = read("deploy/up.jsonl")
  .split("\n")
  .flatMap((line) => parseEvent(line) ?? []);
const steps = events.flatMap((event) => (event.kind === "started" ? [event.step] : []));

const groups = [
  "storage",
  "serve",
  "source",
  "machines default",
  "network",
  "code",
  "controller",
  "balancer",
];

function replay(until: (event: EngineEvent) => boolean = () => false): Progress {
  let progress = plannedProgress(steps, owners);
  for (const event of events) {
    if (until(event)) break;
    progress = advance(progress, event, owners);
  }
  return progress;
}

test("every resource is in a component's line, and all lines are done at the end", () => {
  const progress = replay();
  expect([...progress.groups.keys()].sort()).toEqual([...groups].sort());
  expect([...progress.groups.values()].map(stateOf)).toEqual(groups.map(() => "done"));
  const sum = [...progress.groups.values()].reduce((total, { done }) => total + done.size, 0);
  expect(sum).toBe(63);
});

test("counts only ever grow, and never beyond the plan", () => {
  let progress = plannedProgress(steps, owners);
  for (const event of events) {
    const next = advance(progress, event, owners);
    for (const [name, group] of next.groups) {
      expect(group.done.size).toBeGreaterThanOrEqual(progress.groups.get(name)?.done.size ?? 0);
      expect(group.planned.size).toBe(progress.groups.get(name)?.planned.size);
    }
    progress = next;
  }
});

test("what is waited for longest is named, with what it usually takes", () => {
  const isLast = (event: EngineEvent) =>
    event.kind === "done" && event.step.type === "aws:lb/loadBalancer:LoadBalancer";
  const group = replay(isLast).groups.get("balancer");
  const since = group?.active[0]?.since ?? 0;
  const usualSeconds = { "aws:lb/loadBalancer:LoadBalancer": 150 };
  expect(group && waitText(group, { usualSeconds, now: () => since + 40 })).toBe(
    "load balancer services, 40 s so far, usually 2 to 3 minutes",
  );
});

test("a plan counts resources and not the names they are grouped by", () => {
  const changes = changesOf(steps, owners);
  expect(countSentence(changes)).toBe("63 resources to create");
  const urn = "urn:pulumi:dev::boring::aws:dynamodb/table:Table::journal";
  const type = "aws:dynamodb/table:Table";
  const replaced = ["create-replacement", "replace", "delete-replaced"].map((op) => ({
    urn,
    type,
    op,
    reasons: ["name"],
  }));
  expect(changesOf(replaced, owners)).toMatchObject([{ kind: "replace", reasons: ["name"] }]);
});

test("lines that are no events are passed over", () => {
  for (const line of ["", "warning: something", "{", '{"sequence":1}', "[]", '{"timestamp":1}'])
    expect(parseEvent(line)).toBeUndefined();
});

test("types and times read as words", () => {
  expect(typeWords("aws:s3/bucketObjectv2:BucketObjectv2")).toBe("bucket object");
  expect(typeWords("aws:ec2/vpc:Vpc")).toBe("VPC");
  expect([5, 60, 86].map(duration)).toEqual(["5 s", "1 min", "1 min 26 s"]);
});

test.each([
  ["203.0.113.7/32", true],
  ["0.0.0.0/0", true],
  ["2001:db8::/48", true],
  ["203.0.113.7", false],
  ["203.0.113.7/33", false],
  ["203.0.113.300/8", false],
  ["home/8", false],
])("%s is a network: %s", (cidr, expected) => {
  expect(isNetwork(cidr)).toBe(expected);
});
