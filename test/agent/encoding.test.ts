import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Drive } from "#sdk/drive.ts";
import { decode, encode, NotJson, pathFromReference } from "#sdk/encoding.ts";
import { identityOf, Path } from "#sdk/path.ts";
import { secret } from "#sdk/secret.ts";

const path = (reference: Parameters<typeof pathFromReference>[0]) =>
  pathFromReference(reference, "model.pt");
const there = (value: unknown): unknown =>
  decode(JSON.parse(JSON.stringify(encode(value, "value"))), { path });

describe("values that cross processes", () => {
  it("arrive as they left, whatever their keys are called", () => {
    const key = fc.oneof(fc.string(), fc.constantFrom("$", "__proto__", "constructor", "kind"));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
        fc.array(tie("value")),
        fc.dictionary(key, tie("value")),
      ),
    }));
    fc.assert(
      fc.property(value, (sent) => {
        expect(there(sent)).toEqual(JSON.parse(JSON.stringify(sent)));
      }),
    );
  });

  it("carry Paths and Drives by reference, at any depth", () => {
    const sent = path({ owner: "train", field: "model", version: "v1", below: "a/b" });
    const [arrived, drive] = Object.values(there({ path: sent, drive: new Drive("data") }) ?? {});
    expect(arrived).toBeInstanceOf(Path);
    expect(arrived instanceof Path && identityOf(arrived)).toEqual(identityOf(sent));
    expect(drive instanceof Drive && drive.driveName).toBe("data");
  });

  it("tell an argument that is undefined from one that is null", () => {
    expect([there(undefined), there(null), there({ a: undefined })]).toEqual([undefined, null, {}]);
  });

  it.each([
    [{ a: [1, Number.NaN] }, "value.a[1] is NaN"],
    [{ "odd key": -0 }, 'value["odd key"] is -0'],
    [[undefined], "value[0] is undefined in an array"],
    [{ at: new Date(0) }, "value.at is an instance of Date"],
    [{ run: () => 1 }, "value.run is a function"],
    [{ big: 1n }, "value.big is a bigint"],
    [{ token: secret("TOKEN") }, "value.token is the secret TOKEN"],
  ])("are refused with their place: %o", (value, message) => {
    expect(() => encode(value, "value")).toThrow(NotJson);
    expect(() => encode(value, "value")).toThrow(message);
  });

  it("are refused when they hold themselves", () => {
    const value: { self?: unknown } = {};
    value.self = value;
    expect(() => encode(value, "value")).toThrow("value.self is part of a cycle");
  });
});
