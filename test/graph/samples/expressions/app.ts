import { App, Flow, Work } from "thunderhead";
const maybe: { inner?: { port: number } } | undefined = { inner: { port: 5 } };
const nothing: { inner?: { port: number; list: number[] } } | undefined = undefined;

class Any extends Work {
  constructor(...args: unknown[]) {
    super();
    void args;
  }
  override async run() {}
}

const record: Record<string, number> = { b: 1, 10: 2, 2: 3 };
record["a"] ??= 4;
record["b"] ||= 9;
delete record["10"];

class Root extends Flow {
  one = new Any(maybe?.inner?.port, nothing?.inner?.list.length ?? "none", `${1 + 1}${"x".repeat(3)}`, typeof 1, !0, 7 % 4, 2 ** 5, "b" in record);
  two = new Any(record, Object.keys(record), [3, 1, 2].toSorted(), [1, 2, 3].reduce((a, b) => a + b), "a,b".split(","), JSON.parse('{"x":[1]}'));
  three = new Any([1, 2, 3].includes(2), [..."abc"].join("-"), Math.max(1, 5, 3), Number("12"), parseInt("0x1f", 16), (1, 2), "abc".at(-1), [[1], [2]].flat(), new Set([1, 1, 2]).has(2), new Map([["k", 1]]).get("k"));
  override async run() {}
}

export default new App(new Root());
