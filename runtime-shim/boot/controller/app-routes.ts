import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Core } from "#controller/state.ts";
import type { ApiCall, CommandAnswer } from "#protocol/flow.ts";
import type { Encoded, Json } from "#protocol/value.ts";
import { isRecord } from "#sdk/encoding.ts";
import { withoutConsoleCookie } from "./access.ts";
import type { ApiAnswer, RouteAnswer, RouteRequest } from "./http-server.ts";

export interface AppRoutesOptions {
  readonly core: Core;
  readonly run: (route: string, call: ApiCall) => Promise<CommandAnswer>;
  /** A line in the app's log. */
  readonly say: (line: string) => void;
}

/** `configureApi()` on the controller's address: the first of the app's routes that fits. */
export function appRoute(
  options: AppRoutesOptions,
  { method, url, headers }: RouteRequest,
): RouteAnswer | undefined {
  for (const route of options.core.live.apiRoutes) {
    const params = matchRoute(route, method, url.pathname);
    if (params === undefined) continue;
    const query = Object.fromEntries(url.searchParams);
    return async (body) => {
      const call = { params, query, body: jsonOf(body), headers: plainHeaders(headers) };
      return answerOf(await options.run(route, call), { route, say: options.say });
    };
  }
  return undefined;
}

/** `POST /items/:id` and `/items/7` → `{ id: "7" }`. */
export function matchRoute(
  route: string,
  method: string,
  pathname: string,
): Readonly<Record<string, string>> | undefined {
  const [wanted, pattern = ""] = route.split(" ");
  const parts = pattern.split("/").filter(Boolean);
  const given = pathname.split("/").filter(Boolean);
  if (wanted !== method || parts.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const value = decoded(given[index] ?? "");
    if (part.startsWith(":")) params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** As sent, but for what belongs to the console. */
function plainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const { cookie, ...others } = headers;
  const kept = withoutConsoleCookie(cookie);
  const all = { ...others, ...(kept !== undefined && { cookie: kept }) };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}

/** What went wrong inside is for the log, under an id that both sides see. */
function answerOf(
  answer: CommandAnswer,
  { route, say }: { readonly route: string; readonly say: (line: string) => void },
): ApiAnswer {
  if (answer.kind === "returned") {
    const body = plain(answer.value);
    return { status: body === undefined ? 204 : 200, body };
  }
  if (answer.stack === undefined) return { status: answer.status, body: { error: answer.message } };
  const id = randomBytes(4).toString("hex");
  say(`${route} failed (${id}): ${answer.stack}`);
  return {
    status: 500,
    body: { error: `The app failed to answer; its log says why, under ${id}.`, id },
  };
}

/** What was returned, as it was before it crossed threads. */
function plain(value: Encoded): Json | undefined {
  if (!isRecord(value)) return value;
  if (value["$"] === "undefined") return undefined;
  return value["$"] === "object" ? value["value"] : value;
}

/** What `JSON.parse` gives is JSON. */
const jsonOf = (body: unknown): Json => (isJson(body) ? body : null);

const isJson = (body: unknown): body is Json => body !== undefined;
