/**
 * Messages that are almost right: whole ones of each kind, with a field gone, of another type, out of range
 * or from another message, and the text cut or torn. Everything follows from the seed.
 */
export interface Fuzz {
  /** 0 ≤ x < 1 */
  random(): number;
  pick<T>(list: readonly T[]): T;
  /** Text as it may come over the wire. */
  mutate(message: unknown): string;
}

export function fuzz(seed: number): Fuzz {
  const random = mulberry(seed);
  const pick = <T>(list: readonly T[]): T => {
    const found = list[Math.floor(random() * list.length)];
    if (found === undefined && list.length === 0) throw new Error("There is nothing to pick from.");
    // Lists may hold `undefined` themselves.
    return found ?? (list[0] as T);
  };
  const strange = (): unknown => pick(strangers)();
  const change = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null || random() < 0.15) return strange();
    const keys = Object.keys(value);
    const copy: Record<string, unknown> = { ...value };
    const key = keys.length === 0 ? "x" : pick(keys);
    const how = random();
    if (how < 0.2) delete copy[key];
    else if (how < 0.3)
      copy[pick(["__proto__", "constructor", "kind", "call", "extra"])] = strange();
    else copy[key] = change(copy[key]);
    return Array.isArray(value) ? Object.values(copy) : copy;
  };
  return {
    random,
    pick,
    mutate: (message) => {
      let changed: unknown = message;
      for (let times = Math.floor(random() * 3); times >= 0; times--) changed = change(changed);
      const text = JSON.stringify(changed) ?? "undefined";
      if (random() < 0.85) return text;
      const at = Math.floor(random() * text.length);
      return random() < 0.5
        ? text.slice(0, at)
        : text.slice(0, at) + pick(tears) + text.slice(at + 1);
    },
  };
}

const strangers: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => -1,
  () => 0,
  () => 1.5,
  () => 2 ** 53,
  () => 1e308,
  () => "",
  () => "../../etc/passwd",
  () => "__proto__",
  () => "x".repeat(5000),
  () => "\u0000\uffff",
  () => [],
  () => [[[[[[]]]]]],
  () => ({}),
  () => ({ __proto__: null, toString: 1, length: -1 }),
  () => ({ $: "path", owner: "nobody", field: "nothing" }),
  () => ({ $: "object" }),
];
const tears: readonly string[] = ['"', "{", "}", "\\", "\u0000", ",,", "\ud800"];

/** Small, fast, and the same everywhere. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
