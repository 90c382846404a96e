/**
 * The catalogue beside what the emulated AWS answers to DescribeInstanceTypes: a copy of EC2's own answer that
 * somebody else keeps. Where the engine lane's Python environment is not there, this says so and is skipped.
 */
import { existsSync, globSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { factsOf, typesAnswer } from "#providers/aws/catalogue/refresh/answers.ts";
import { isSold, type MachineFacts, machineTypes } from "#providers/aws/catalogue/types.ts";

const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
const [file] = globSync("*/lib/*/site-packages/moto/ec2/resources/instance_types.json.gz", {
  cwd: join(cache, "thunderhead", "emulator"),
});
const answer = file === undefined ? undefined : join(cache, "thunderhead", "emulator", file);
if (answer === undefined || !existsSync(answer))
  process.stderr.write("SKIP catalogue: the emulator is not installed (npm run test:engine).\n");

const facts = ({
  vcpu,
  memory,
  architecture,
  nvme,
  networkCards,
  efa,
  accelerator,
}: MachineFacts) => ({
  ...{ vcpu, memory, architecture, nvme, networkCards, efa },
  ...(accelerator && { accelerator }),
});

/** A table by name, some fields of which say nothing. */
function emulated(path: string): ReadonlyMap<string, MachineFacts> {
  const text = gunzipSync(readFileSync(path)).toString("utf8");
  const table: Readonly<Record<string, unknown>> = JSON.parse(
    text,
    (_, value) => value ?? undefined,
  );
  const { InstanceTypes } = v.parse(typesAnswer, {
    InstanceTypes: Object.entries(table).map(([InstanceType, one]) => ({
      ...Object(one),
      InstanceType,
    })),
  });
  return new Map(InstanceTypes.map((type) => [type.InstanceType, factsOf(type)]));
}

describe.skipIf(answer === undefined)(
  "every type that one can rent, and the emulator knows",
  () => {
    const known = answer === undefined ? new Map<string, MachineFacts>() : emulated(answer);
    const both = machineTypes.filter((type) => isSold(type) && known.has(type.name));

    test("is most of the catalogue", () => {
      expect(both.length).toBeGreaterThan(machineTypes.filter(isSold).length * 0.9);
    });

    test.each(both.map((type) => [type.name, type] as const))("%s", (name, type) => {
      const theirs = known.get(name);
      expect(facts(type)).toEqual(theirs && facts(theirs));
    });
  },
);
