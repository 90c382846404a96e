import {
  array,
  boolean,
  looseObject,
  nullish,
  object,
  optional,
  parse,
  record,
  string,
  unknown,
} from "valibot";
import type { Json, JsonObject } from "#plan/review.ts";
import type { StateResource } from "#review/deployed.ts";
import { ask } from "./pulumi.ts";
import type { Stack } from "./stack.ts";

/** A resource of a stack with what the engine made it from. */
export interface Deployed extends StateResource {
  readonly dependencies: readonly string[];
}

const values = nullish(record(string(), unknown()), {});
const state = object({
  deployment: nullish(
    object({
      resources: optional(
        array(
          looseObject({
            urn: string(),
            custom: optional(boolean(), false),
            id: optional(string(), ""),
            parent: optional(string()),
            protect: optional(boolean(), false),
            retainOnDelete: optional(boolean(), false),
            inputs: values,
            outputs: values,
            dependencies: nullish(array(string()), []),
            /** On its way out, or somebody else's and only read. */
            delete: optional(boolean(), false),
            external: optional(boolean(), false),
          }),
        ),
        [],
      ),
    }),
  ),
});

/** Reads the state, not the program: what is deployed counts, whatever infra/ says today. */
export async function readResources({
  engine,
  name,
}: Pick<Stack, "engine" | "name">): Promise<readonly Deployed[]> {
  const { code, stdout, stderr } = await ask(engine, ["stack", "export", "--stack", name]);
  if (code !== 0) throw new Error(stderr);
  const { deployment } = parse(state, JSON.parse(stdout));
  return (deployment?.resources ?? [])
    .filter((one) => !one.delete && !one.external)
    .filter(({ urn }) => !/::pulumi:(pulumi|providers):/.test(urn))
    .map(({ inputs, outputs, ...one }) => ({
      ...one,
      inputs: jsonObject(inputs),
      outputs: jsonObject(outputs),
    }));
}

/** From JSON text, so it is JSON; the schema only does not say so at every depth. */
const jsonObject = (given: Readonly<Record<string, unknown>>): JsonObject =>
  Object.fromEntries(Object.entries(given).map(([key, value]) => [key, json(value)]));

function json(value: unknown): Json {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  if (Array.isArray(value)) return value.map(json);
  return typeof value === "object" && value !== null ? jsonObject({ ...value }) : null;
}
