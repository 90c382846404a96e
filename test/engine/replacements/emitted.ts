import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb.js";
import { array, custom, object, parse, record, string } from "valibot";
import { apps } from "../apps.ts";
import { Checkout } from "../checkout.ts";
import type { Properties } from "./provider.ts";

/** Both kinds of balancer: together they bring every type that there is. */
const settings = [
  "export default {};\n",
  'export default { aws: { access: { domain: "ml.example.org", zoneId: "Z123" } } };\n',
];

const anything = custom<JavaScriptValue>(() => true);
const resources = object({
  resources: array(object({ type: string(), inputs: record(string(), anything) })),
});

/** By type, the inputs of resources that emitted programs register: one for each set of properties they set. */
export function emitted(): ReadonlyMap<string, readonly Properties[]> {
  const all = settings.flatMap(registered).filter(({ type }) => type.startsWith("aws:"));
  return new Map(
    [...Map.groupBy(all, ({ type }) => type)].map(([type, some]) => [
      type,
      [...new Map(some.map(({ inputs }) => [keysOf(inputs), inputs])).values()],
    ]),
  );
}

/** The paths that are set, whatever to. */
function keysOf(value: JavaScriptValue): string {
  if (Array.isArray(value)) return `[${value.slice(0, 1).map(keysOf).join()}]`;
  if (typeof value !== "object" || value === null) return "";
  const entries = Object.entries(value).map(([key, one]) => `${key}${keysOf(one)}`);
  return `{${entries.sort().join()}}`;
}

function registered(text: string) {
  const checkout = new Checkout(apps.gpu);
  try {
    writeFileSync(join(checkout.app, "thunderhead.config.ts"), text);
    checkout.thunderhead("compile");
    const told = parse(resources, JSON.parse(checkout.thunderhead("resources", "--json")));
    return told.resources.map(({ type, inputs }) => ({ type, inputs: withPaths(inputs) }));
  } finally {
    checkout.remove();
  }
}

/** The engine hands the provider a file where the program has an asset. */
const withPaths = (inputs: Properties): Properties =>
  Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => {
      const isAsset = typeof value === "object" && value !== null && "asset" in value;
      return [key, isAsset ? "/some/file" : value];
    }),
  );
