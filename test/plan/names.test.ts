import fc from "fast-check";
import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";
import { identifiersFor, variableName } from "#lower/identifiers.ts";
import { literal } from "#plan/expression.ts";
import { fileName, hostLabel, logicalName } from "#providers/aws/lower/name-rules.ts";

const field = fc.stringMatching(/^[A-Za-z_$][A-Za-z0-9_$]{0,30}$/);
const key = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/);
const fullName = fc
  .tuple(field, fc.array(fc.oneof(field, key, fc.nat(20).map(String)), { maxLength: 3 }))
  .map(([first, rest]) => [first, ...rest].join("."));
const fullNames = fc.uniqueArray(
  fc.oneof(fullName, fc.string({ unit: "grapheme", minLength: 1 })),
  {
    maxLength: 30,
  },
);

describe("variables", () => {
  test("each symbol has its own, and each is one", () => {
    fc.assert(
      fc.property(fullNames, (names) => {
        const statements = names.map((name, at) => ({
          kind: "constant" as const,
          symbol: `${at}`,
          identifier: name,
          value: literal(at),
          comment: [],
        }));
        const given = Object.values(identifiersFor([{ file: "a.ts", header: [], statements }]));
        expect(new Set(given).size).toBe(names.length);
        const source = given.map((name) => `export const ${name} = 1;`).join("\n");
        expect(parseSync("a.ts", source).errors).toEqual([]);
      }),
    );
  });

  test.each([
    ["serve", "serve"],
    ["models.low-rank", "modelsLowRank"],
    ["workers.0", "workers0"],
    ["2fast", "_2fast"],
  ])("%s is called %s", (name, expected) => {
    expect(variableName(name)).toBe(expected);
  });

  test("words of the language and names that are imported are never taken", () => {
    const statement = (symbol: string, identifier: string) => ({
      kind: "constant" as const,
      symbol,
      identifier,
      value: literal(1),
      comment: [],
    });
    const statements = ["delete", "console", "delete"].map((name, at) => statement(`${at}`, name));
    expect(identifiersFor([{ file: "a.ts", header: [], statements }])).toEqual({
      0: "delete2",
      1: "console2",
      2: "delete3",
    });
  });
});

describe("logical names", () => {
  const service = "thunderhead:aws:HttpService";
  const machines = "thunderhead:aws:WorkMachines";

  test("a target group's name fits with Pulumi's eight characters, and is one AWS takes", () => {
    fc.assert(
      fc.property(fullName, (name) => {
        expect(logicalName(service, name)).toMatch(/^[A-Za-z0-9]([A-Za-z0-9-]{0,22}[A-Za-z0-9])?$/);
      }),
    );
  });

  test("a role's name fits with a zone and Pulumi's eight characters", () => {
    fc.assert(
      fc.property(fullName, (name) => {
        const role = `${logicalName(machines, name)}-use1-az4-1234567`;
        expect(role).toMatch(/^[\w+=,.@-]{1,64}$/);
      }),
    );
  });

  test("two names never become one", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fullName, { minLength: 2 }), (names) => {
        for (const token of [service, machines]) {
          expect(new Set(names.map((name) => logicalName(token, name))).size).toBe(names.length);
        }
      }),
    );
    const alike = ["a.b", "a-b", "a_b", "a$b"].map((name) => logicalName(service, name));
    expect(new Set(alike).size).toBe(4);
  });

  test("ordinary names stay as they are", () => {
    expect(logicalName(service, "serve")).toBe("serve");
    expect(logicalName(service, "models.low")).toBe("models-low");
    expect(logicalName(machines, "models.low")).toBe("models.low");
    expect(logicalName(machines, "default")).toMatch(/^default-[0-9a-f]{6}$/);
  });
});

test("a file's name is one on every disk, and one for each work", () => {
  fc.assert(
    fc.property(fullNames, (names) => {
      const taken = new Set<string>();
      for (const name of names) {
        const file = fileName("works", name, taken);
        expect(file).toMatch(/^works\/[A-Za-z0-9._-]+\.ts$/);
        expect(file.length).toBeLessThan(80);
        const key = file.slice("works/".length, -".ts".length).toLowerCase();
        expect(taken.has(key)).toBe(false);
        taken.add(key);
      }
    }),
  );
});

test("a host's label is one that DNS takes, and another's only by chance of a hash", () => {
  fc.assert(
    fc.property(fullNames, (names) => {
      const taken = new Set<string>();
      for (const name of names) {
        const label = hostLabel(name, taken);
        expect(label).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
        expect(taken.has(label)).toBe(false);
        taken.add(label);
      }
    }),
  );
});
