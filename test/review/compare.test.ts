// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders read `"${volume.id}"`.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "#plan/review.ts";
import { compare } from "#review/compare.ts";
import { digestOf } from "#review/digest.ts";
import type { Registered, RegisteredOptions } from "#review/registration.ts";

interface Given {
  readonly type?: string;
  readonly inputs?: JsonObject;
  readonly parent?: Registered;
  readonly options?: RegisteredOptions;
  readonly references?: Registered["references"];
}

function resource(name: string, given: Given = {}): Registered {
  const { type = "shop:index:Shelf", inputs = {}, parent, options = {}, references = {} } = given;
  const above = parent ? `${parent.urn.split("::")[2]}$` : "";
  const urn = `urn:pulumi:dev::shop::${above}${type}::${name}`;
  const below = parent && { parent: parent.urn };
  return { type, name, urn, custom: true, inputs, options, references, ...below };
}

const replacements = { "shop:index:Shelf": ["size", "floor.id"] };
const fates = (before: readonly Registered[], after: readonly Registered[]) =>
  compare(before, after, replacements).changes.map(({ fate, before: was, after: is, causes }) => [
    fate,
    (is ?? was)?.name,
    ...causes,
  ]);

describe("what becomes of a resource", () => {
  test("by its URN and its inputs", () => {
    const before = [resource("a", { inputs: { colour: "red" } }), resource("b"), resource("c")];
    const after = [resource("a", { inputs: { colour: "blue" } }), resource("b"), resource("d")];
    expect(fates(before, after)).toEqual([
      ["updated", "a"],
      ["same", "b"],
      ["created", "d"],
      ["deleted", "c"],
    ]);
  });

  test("a property that cannot be changed in place replaces it, and is named", () => {
    const before = [resource("a", { inputs: { size: 1, floor: { id: "x" } } })];
    const after = [resource("a", { inputs: { size: 2, floor: { id: "y" } } })];
    expect(fates(before, after)).toEqual([["replaced", "a", "floor.id", "size"]]);
  });

  test("so does one that its options name, and none that they ignore", () => {
    const before = [resource("a", { inputs: { colour: "red" } })];
    const forced = { replaceOnChanges: ["colour"] };
    expect(fates(before, [resource("a", { inputs: {}, options: forced })])).toEqual([
      ["replaced", "a", "colour"],
    ]);
    const ignored = { ignoreChanges: ["colour"] };
    expect(fates(before, [resource("a", { inputs: {}, options: ignored })])).toEqual([
      ["same", "a"],
    ]);
  });

  test("what is made from a replaced one follows, as far as that goes", () => {
    const base = (size: number) => resource("base", { inputs: { size } });
    const references = { size: [base(1).urn] };
    const upon = resource("upon", { inputs: { size: "${base.width}" }, references });
    const seen = resource("seen", {
      inputs: { notes: ["made for ${upon.id}"] },
      references: { notes: [upon.urn] },
    });
    expect(fates([base(1), upon, seen], [base(2), upon, seen])).toEqual([
      ["replaced", "base", "size"],
      ["replaced", "upon", "size"],
      ["updated", "seen"],
    ]);
  });
});

describe("renames", () => {
  const component = (name: string, options: RegisteredOptions = {}) =>
    resource(name, { type: "shop:index:Room", options });

  test("an alias on a component carries what is below it and named after it", () => {
    const [old, now] = [component("clean"), component("tidy", { aliases: [{ name: "clean" }] })];
    const before = [
      old,
      resource("clean-door", { parent: old }),
      resource("lamp", { parent: old }),
    ];
    const after = [now, resource("tidy-door", { parent: now }), resource("lamp", { parent: now })];
    expect(fates(before, after).map(([fate]) => fate)).toEqual(["same", "same", "same"]);
    expect([...compare(before, after, {}).renamed]).toEqual([
      ["clean", "tidy"],
      ["clean-door", "tidy-door"],
    ]);
  });

  test("references to a renamed resource are no change", () => {
    const before = [resource("clean"), resource("b", { inputs: { next: "${clean.id}" } })];
    const after = [
      resource("tidy", { options: { aliases: ["urn:pulumi:dev::shop::shop:index:Shelf::clean"] } }),
      resource("b", { inputs: { next: "${tidy.id}" } }),
    ];
    expect(fates(before, after)).toEqual([
      ["same", "tidy"],
      ["same", "b"],
    ]);
  });

  test("what still has its URN is not claimed by an alias", () => {
    const alias = { aliases: [{ name: "a" }] };
    expect(fates([resource("a")], [resource("b", { options: alias }), resource("a")])).toEqual([
      ["created", "b"],
      ["same", "a"],
    ]);
  });
});

const inputs: fc.Arbitrary<JsonObject> = fc.dictionary(
  fc.constantFrom("size", "colour", "floor", "tags"),
  fc.oneof(fc.integer({ max: 3, min: 0 }), fc.constantFrom("x", "y"), fc.constant(["x"])),
);
const program = fc
  .uniqueArray(fc.constantFrom("a", "b", "c", "d"))
  .chain((names) =>
    fc.tuple(...names.map((name) => inputs.map((each) => resource(name, { inputs: each })))),
  );

test("from a program to itself nothing changes; every resource has one fate; the digest is the change's", () => {
  fc.assert(
    fc.property(program, program, (before, after) => {
      expect(
        compare(before, before, replacements).changes.every(({ fate }) => fate === "same"),
      ).toBe(true);
      const { changes } = compare(before, after, replacements);
      const names = new Set([...before, ...after].map(({ name }) => name));
      expect(changes.map((one) => (one.after ?? one.before)?.name).sort()).toEqual(
        [...names].sort(),
      );
      const there = digestOf(compare(before, after, replacements).changes);
      expect(digestOf(compare([...before].reverse(), after, replacements).changes)).toBe(there);
      const isSame = changes.every(({ fate }) => fate === "same");
      const empty = digestOf([]);
      expect(there === empty).toBe(isSame);
    }),
  );
});
