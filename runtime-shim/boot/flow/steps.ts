import type { StepOutcome } from "#protocol/flow.ts";
import type { Encoded } from "#protocol/value.ts";
import { decode, encode, isRecord, NotJson } from "#sdk/encoding.ts";
import type { StepContext } from "#sdk/realm.ts";
import type { Engine } from "./engine.ts";
import { ticks } from "./tick.ts";

export type StepEffect = (context: StepContext) => unknown;

const limit = 256 * 1024;

export interface StepRun {
  readonly key: string;
  readonly attempt: number;
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
}

/** Runs a step's function beside the ticks; its outcome is data for the ledger. */
export async function runStep(engine: Engine, run: StepRun): Promise<StepOutcome> {
  const effect = engine.steps.get(run.key);
  if (effect === undefined)
    return thrown(new Error(`${run.key} was not reached by the last tick.`));
  try {
    const { idempotencyKey, signal, attempt } = run;
    const value = await ticks.exit(() => effect({ idempotencyKey, signal, attempt }));
    return { kind: "returned", value: encodeOutcome(value, run.key) };
  } catch (error) {
    return thrown(error);
  }
}

function encodeOutcome(value: unknown, key: string): Encoded {
  const encoded = encode(value, key);
  const bytes = Buffer.byteLength(JSON.stringify(encoded));
  if (bytes <= limit) return encoded;
  throw new NotJson(
    key,
    `${bytes} bytes long (256 KiB at most; larger things belong in a Path), so it`,
  );
}

const thrown = (error: unknown): StepOutcome => ({
  kind: "threw",
  name: error instanceof Error ? error.name : "Error",
  message: error instanceof Error ? error.message : String(error),
});

/** What a step's promise is settled with. */
export function stepValue(outcome: StepOutcome & { readonly kind: "returned" }): unknown {
  const { value } = outcome;
  if (isRecord(value) && value["$"] === "undefined") return undefined;
  return decode(value, {
    path: () => {
      throw new Error("A step returns no Paths.");
    },
  });
}

export function stepError(outcome: StepOutcome & { readonly kind: "threw" }): Error {
  const error = new Error(outcome.message);
  error.name = outcome.name;
  return error;
}
