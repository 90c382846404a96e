import * as v from "valibot";

/** `smoke.json`: what somebody who started the example would see. Its fields are told in examples/README.md. */
export const smokeSchema = v.strictObject({
  timeoutSeconds: v.number(),
  visit: v.array(
    v.strictObject({
      tab: v.string(),
      path: v.string(),
      contains: v.string(),
      post: v.optional(v.unknown()),
    }),
  ),
  succeeded: v.array(v.string()),
  state: v.record(v.string(), v.unknown()),
});

export type Smoke = v.InferOutput<typeof smokeSchema>;

export const layoutSchema = v.object({
  tabs: v.array(v.object({ name: v.string(), url: v.nullable(v.string()), loading: v.boolean() })),
});

export const stateSchema = v.object({ components: v.record(v.string(), v.unknown()) });

/** What is read of `run --json`. */
export const eventSchema = v.variant("event", [
  v.object({ event: v.literal("listening"), url: v.string() }),
  v.object({ event: v.literal("status"), work: v.string(), stage: v.string() }),
  v.object({
    event: v.literal("exit"),
    code: v.number(),
    message: v.string(),
    components: v.record(v.string(), v.object({ state: v.unknown() })),
  }),
]);

/** `train.progress.done` of a document, or `undefined`. */
export function valueAt(document: unknown, dotted: string): unknown {
  return dotted
    .split(".")
    .reduce(
      (value, key) =>
        typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined,
      document,
    );
}
