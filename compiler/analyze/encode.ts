import type { Encoded } from "#protocol/value.ts";
import type { HeapObject } from "./heap.ts";
import { restKey } from "./hidden-keys.ts";
import { hasGetters } from "./json.ts";
import { elementsOf, hasUnknownProperties, ownEntries } from "./member.ts";
import { declaredPath, type PathFacts } from "./path.ts";
import { causeOf } from "./structure.ts";
import { tooLarge } from "./tree-size.ts";
import { mixed, spanOf, type Unknown, unknown, type Value } from "./value.ts";

export type Encoding = { readonly encoded: Encoded } | { readonly problem: Unknown };

/** A constructor argument as it travels to the work's own process, or what stands in the way. */
export function encode(value: Value, depth = 0): Encoding {
  if (depth === 0 && tooLarge(value)) return { problem: unknown(spanOf(value), "it is too large") };
  switch (value.kind) {
    case "known":
      return encodePrimitive(value.value, value);
    case "symbol": {
      const { means } = value;
      if (means.kind === "config") return { encoded: { $: "config", name: means.name } };
      if (means.kind === "asset") return { encoded: { $: "asset", path: means.path } };
      return { problem: causeOf(value) };
    }
    case "object":
      return value.facts ? encodeNode(value, value.facts) : encodeData(value, depth + 1);
    default:
      return { problem: causeOf(value) };
  }
}

function encodePrimitive(plain: unknown, value: Value): Encoding {
  if (plain === undefined) return { encoded: { $: "undefined" } };
  if (plain === null || typeof plain === "string" || typeof plain === "boolean")
    return { encoded: plain };
  const negativeZero = Object.is(plain, -0);
  if (typeof plain === "number" && Number.isFinite(plain) && !negativeZero)
    return { encoded: plain };
  const shown = negativeZero ? "-0" : String(plain);
  return { problem: unknown(spanOf(value), `\`${shown}\` is not JSON`) };
}

function encodeNode(object: HeapObject, facts: NonNullable<HeapObject["facts"]>): Encoding {
  switch (facts.kind) {
    case "path":
      return encodePath(object, facts);
    case "drive":
      return tagged("drive", { name: facts.name });
    case "secret":
      return tagged("secret", { name: facts.name });
    case "mount":
      return tagged("mount", { source: facts.source, target: facts.target });
    case "compute":
      return tagged("compute", { name: facts.name, options: facts.options });
    case "work":
    case "flow":
    case "map":
      return {
        problem: unknown(
          object.span,
          "a component cannot be handed to another's constructor: each runs on its own",
        ),
      };
    default:
      return { problem: unknown(object.span, "this cannot be sent to the work's process") };
  }
}

function tagged($: string, parts: Readonly<Record<string, Value>>): Encoding {
  const encoded: Record<string, Encoded> = { $ };
  for (const [key, value] of Object.entries(parts)) {
    const one =
      value.kind === "known" && value.value === undefined ? { encoded: {} } : encode(value);
    if ("problem" in one) return one;
    encoded[key] = one.encoded;
  }
  return { encoded };
}

function encodePath(object: HeapObject, facts: PathFacts): Encoding {
  const declared = declaredPath(object).facts;
  if (
    declared?.kind !== "path" ||
    declared.owner?.facts?.kind !== "work" ||
    declared.field === undefined
  ) {
    return { problem: unknown(object.span, "this Path is not a field of any work") };
  }
  const below = belowOf(facts);
  return {
    encoded: {
      $: "path",
      owner: declared.owner.facts.name ?? "",
      field: declared.field,
      ...(below === "" ? {} : { below }),
      ...(facts.latest ? { latest: true } : {}),
    },
  };
}

function belowOf(facts: PathFacts): string {
  const inner = facts.base?.facts?.kind === "path" ? belowOf(facts.base.facts) : "";
  const own = facts.below?.kind === "known" ? String(facts.below.value) : "";
  return [inner, own].filter(Boolean).join("/");
}

/** Data that holds itself has no end. */
const deepest = 64;

function encodeData(value: HeapObject, depth: number): Encoding {
  if (depth > deepest) return { problem: unknown(value.span, "it holds itself") };
  const elements = elementsOf(value);
  if (elements) return encodeList(elements, depth);
  if (value.body.kind !== "record" || hasUnknownProperties(value) || hasGetters(value))
    return { problem: lost(value) };
  const entries: [string, Encoded][] = [];
  for (const [key, one] of ownEntries(value)) {
    if (one.kind === "known" && one.value === undefined) continue;
    const inner = encode(one, depth);
    if ("problem" in inner) return inner;
    entries.push([key, inner.encoded]);
  }
  const record = Object.fromEntries(entries);
  return { encoded: "$" in record ? { $: "object", value: record } : record };
}

function encodeList(elements: readonly Value[], depth: number): Encoding {
  const items: Encoded[] = [];
  for (const element of elements) {
    const inner = encode(element, depth);
    if ("problem" in inner) return inner;
    items.push(inner.encoded);
  }
  return { encoded: items };
}

function lost(value: HeapObject): Unknown {
  const rest = value.slots.entries.get(restKey);
  if (rest?.kind === "unknown") return rest;
  const kinds: Readonly<Record<string, string>> = {
    closure: "a function",
    class: "a class",
    native: "a function",
    map: "a Map",
    set: "a Set",
    promise: "a Promise",
    instance: "an object of a class",
  };
  return mixed(value.span, [], `it is ${kinds[value.body.kind] ?? "not plain data"}`);
}
