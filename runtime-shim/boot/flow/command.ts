import type { CommandAnswer, HandlerKind, ToFlow } from "#protocol/flow.ts";
import type { Encoded } from "#protocol/value.ts";
import { HttpError } from "#sdk/api.ts";
import { describe } from "#sdk/command.ts";
import { encode } from "#sdk/encoding.ts";
import type { Component } from "./component.ts";
import { type Engine, requireRoot } from "./engine.ts";
import { decodeWithoutPaths, pinPaths } from "./paths.ts";
import { readableError } from "./stack.ts";
import { flowError, Tick, ticks } from "./tick.ts";

// Kept before the guards replace them.
const { setTimeout, clearTimeout } = globalThis;

type Handler = (args: unknown) => unknown;

/** Seconds that a handler gets. */
const patience = 30;

/** A handler is its own transaction between two ticks: what it wrote counts if it returns, and not if it throws. */
export async function runCommand(engine: Engine, message: Handled): Promise<CommandAnswer> {
  engine.view.apply(message.changes);
  const tick = new Tick(engine, { mode: "command", now: message.now });
  const ending = new AbortController();
  const late = setTimeout(() => ending.abort(), patience * 1000);
  try {
    const value = await ticks.run(tick, () =>
      Promise.race([call(engine, message, ending.signal), aborted(ending.signal, message.name)]),
    );
    if (tick.error !== undefined) throw tick.error;
    return {
      kind: "returned",
      value: encode(value, `what ${message.name} returns`),
      writes: tick.fields.changes((encoded) => pinPaths(tick, encoded)),
      operations: tick.operations,
      ...(tick.ending && { ending: tick.ending }),
    };
  } catch (error) {
    for (const undo of tick.undo.reverse()) undo();
    return refusal(error, engine.begin.bundle);
  } finally {
    tick.ended = true;
    clearTimeout(late);
  }
}

type Handled = ToFlow & { readonly kind: "command" };

const aborted = (signal: AbortSignal, name: string): Promise<never> =>
  new Promise((_, reject) => {
    const error = new HttpError(504, `${name} did not answer within ${patience} s.`);
    signal.addEventListener("abort", () => reject(error));
  });

/** What the root declares; asked once, when construction is over. */
export function handlerNames(
  engine: Engine,
  root: Component,
): { readonly commands: readonly string[]; readonly routes: readonly string[] } {
  const scope = new Tick(engine, { mode: "layout", now: 0 });
  const names = (kind: HandlerKind) => ticks.run(scope, () => [...handlersOf(root, kind).keys()]);
  const found = { commands: names("command"), routes: names("route") };
  scope.ended = true;
  for (const route of found.routes) requireRoute(route);
  return found;
}

/** What the framework answers itself cannot be the app's. */
function requireRoute(route: string): void {
  const [method = "", path = "", ...rest] = route.split(" ");
  const wellFormed = /^(GET|POST|PUT|PATCH|DELETE)$/.test(method) && path.startsWith("/");
  const own = path === "/" || /^\/(api\/v1|healthz|agent)(\/|$)/.test(path);
  if (wellFormed && rest.length === 0 && !own) return;
  throw new Error(
    `configureApi() names ${JSON.stringify(route)}. A route is a method and a path, "POST /items/:id"; ` +
      "/, /healthz and /api/v1 belong to the console.",
  );
}

async function call(engine: Engine, message: Handled, signal: AbortSignal): Promise<unknown> {
  const { handler: kind, name } = message;
  const handler = handlersOf(requireRoot(engine), kind).get(name);
  if (handler === undefined) throw new HttpError(404, `There is no ${kind} ${name}.`);
  // What comes from outside is plain JSON: nothing in it is a reference of ours.
  if (kind === "route") return handler({ ...requestOf(message.arguments), signal });
  return handler(await checked(handler, decodeWithoutPaths(message.arguments)));
}

const requestOf = (given: Encoded): object =>
  typeof given === "object" && given !== null ? given : {};

const methods = { command: "configureCommands", route: "configureApi" } as const;

function handlersOf({ target, proxy }: Component, kind: HandlerKind): ReadonlyMap<string, Handler> {
  const method = methods[kind];
  const configure: unknown = method in target ? Reflect.get(proxy, method) : undefined;
  if (typeof configure !== "function") return new Map();
  const described: unknown = Reflect.apply(configure, proxy, []);
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

function refusal(error: unknown, bundle: string): CommandAnswer {
  if (error instanceof HttpError)
    return { kind: "threw", status: error.status, message: error.message };
  const { message, stack = message } = readableError(flowError(error), bundle);
  return { kind: "threw", status: 500, message, stack };
}
