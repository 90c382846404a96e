import type { CommandAnswer, ToFlow } from "#protocol/flow.ts";
import type { Encoded } from "#protocol/value.ts";
import { HttpError } from "#sdk/api.ts";
import { describe } from "#sdk/command.ts";
import { encode, NotJson } from "#sdk/encoding.ts";
import type { Component } from "./component.ts";
import { type Engine, requireRoot } from "./engine.ts";
import { decodeWithoutPaths, pinPaths } from "./paths.ts";
import { Tick, ticks } from "./tick.ts";

type Handler = (args: unknown) => unknown;

/** A command is its own transaction between two ticks: what it wrote counts if it returns, and not if it throws. */
export async function runCommand(
  engine: Engine,
  message: ToFlow & { readonly kind: "command" },
): Promise<CommandAnswer> {
  engine.view.apply(message.changes);
  const tick = new Tick(engine, { mode: "command", now: message.now });
  try {
    const value = await ticks.run(tick, () => call(engine, message));
    if (tick.error !== undefined) throw tick.error;
    return {
      kind: "returned",
      value: encode(value, `what command ${message.name} returns`),
      writes: tick.fields.changes((encoded) => pinPaths(tick, encoded)),
      operations: tick.operations,
      ...(tick.ending && { ending: tick.ending }),
    };
  } catch (error) {
    return refusal(error);
  } finally {
    tick.ended = true;
  }
}

/** The names the root declares; asked once, when construction is over. */
export function commandNames(engine: Engine, root: Component): readonly string[] {
  const scope = new Tick(engine, { mode: "layout", now: 0 });
  const names = ticks.run(scope, () => [...handlersOf(root).keys()]);
  scope.ended = true;
  return names;
}

async function call(
  engine: Engine,
  message: { readonly name: string; readonly arguments: Encoded },
): Promise<unknown> {
  const handler = handlersOf(requireRoot(engine)).get(message.name);
  if (handler === undefined) throw new HttpError(404, `There is no command ${message.name}.`);
  return handler(await checked(handler, decodeWithoutPaths(message.arguments)));
}

function handlersOf({ target, proxy }: Component): ReadonlyMap<string, Handler> {
  const root: { configureCommands?: unknown } = proxy;
  if (!("configureCommands" in target) || typeof root.configureCommands !== "function")
    return new Map();
  const described: unknown = root.configureCommands();
  if (typeof described !== "object" || described === null) return new Map();
  return new Map(
    Object.entries(described).flatMap(([name, handler]) =>
      isHandler(handler) ? [[name, handler]] : [],
    ),
  );
}

const isHandler = (value: unknown): value is Handler => typeof value === "function";

/** Standard Schema: any library's schema validates the arguments the same way. */
async function checked(handler: Handler, args: unknown): Promise<unknown> {
  const standard: unknown = describe(handler).args?.["~standard"];
  if (!isStandard(standard)) return args;
  const result = await standard.validate(args);
  if (result.issues === undefined) return result.value;
  throw new HttpError(400, result.issues.map(({ message }) => message).join("; "));
}

interface Standard {
  validate(value: unknown): Promise<Validated> | Validated;
}

type Validated =
  | { readonly issues?: undefined; readonly value: unknown }
  | { readonly issues: readonly { readonly message: string }[] };

const isStandard = (value: unknown): value is Standard =>
  typeof value === "object" &&
  value !== null &&
  "validate" in value &&
  typeof value.validate === "function";

function refusal(error: unknown): CommandAnswer {
  if (error instanceof HttpError)
    return { kind: "threw", status: error.status, message: error.message };
  if (error instanceof NotJson) return { kind: "threw", status: 500, message: error.message };
  return {
    kind: "threw",
    status: 500,
    message: error instanceof Error ? error.message : String(error),
  };
}
