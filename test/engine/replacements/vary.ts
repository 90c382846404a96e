/** Every way in which one property of a resource could differ, set or not, nested ones one by one. */
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Shape } from "../tokens/sdk.ts";
import type { Properties } from "./provider.ts";

export interface Variation {
  /** `rootDirectory.path` */
  readonly path: string;
  /** There is a value there now. */
  readonly wasSet: boolean;
  /** The inputs with another value there, in the order of likelihood: which type it has is not written down. */
  readonly candidates: readonly Properties[];
}

export function* variations(inputs: Properties, shape: Shape, depth = 0): Generator<Variation> {
  for (const [key, inside] of Object.entries(shape)) {
    const name = key.replace("[]", "");
    const list = key.endsWith("[]");
    const present = inputs[name];
    const wasSet = present !== undefined;
    const put = (value: JavaScriptValue): Properties => ({ ...inputs, [name]: value });
    // A policy may be an object in a program; for the provider it is text.
    if (inside === null || "Statement[]" in inside) {
      yield { path: name, wasSet, candidates: others(present, list).map(put) };
      continue;
    }
    if (depth > 3) continue;
    const first = Array.isArray(present) ? present[0] : present;
    const rest = Array.isArray(present) ? present.slice(1) : [];
    const nested = variations(isRecord(first) ? first : {}, inside, depth + 1);
    for (const { path, wasSet, candidates } of nested) {
      yield {
        wasSet,
        path: `${name}.${path}`,
        candidates: candidates.map((value) => put(list ? [{ ...value }, ...rest] : { ...value })),
      };
    }
  }
}

function others(present: JavaScriptValue | undefined, list: boolean): readonly JavaScriptValue[] {
  if (typeof present === "string")
    return [`${present}x`, "7", "true"].filter((it) => it !== present);
  if (typeof present === "number") return [present + 1];
  if (typeof present === "boolean") return [!present];
  if (Array.isArray(present)) return [[...present, "more"]];
  if (isRecord(present)) return [{ ...present, more: "more" }];
  const single: readonly JavaScriptValue[] = ["some", true, 7, "7"];
  return list ? single.map((one) => [one]) : [...single, { some: "some" }];
}

const isRecord = (value: unknown): value is Record<string, JavaScriptValue> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
