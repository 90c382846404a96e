import { layoutDocument, stateDocument, statusDocument } from "#controller/api-views.ts";
import { lastCall } from "#controller/rerun.ts";
import { type Core, isOpen } from "#controller/state.ts";
import { callsDocument } from "#controller/why.ts";
import type { CommandAnswer } from "#protocol/flow.ts";
import type { Encoded } from "#protocol/value.ts";
import type { ApiAnswer, ApiRequest } from "./http-server.ts";

export interface ApiOptions {
  readonly core: Core;
  /** Resolves when everything decided so far is durable: answers tell nothing that could be taken back. */
  readonly durable: () => Promise<void>;
  readonly command: (name: string, args: Encoded) => Promise<CommandAnswer>;
  readonly patchState: (version: number, patch: Encoded) => Promise<CommandAnswer>;
  readonly interrupt: (work: string, noticeSeconds: number) => void;
  readonly rerun: (work: string, downstream: boolean) => void;
  readonly stop: () => void;
  /** A line in the app's log. */
  readonly say: (line: string) => void;
}

interface Asked {
  readonly name: string;
  readonly body: unknown;
  readonly ifMatch?: string | undefined;
}

type Handler = (options: ApiOptions, asked: Asked) => Promise<ApiAnswer>;

/** The API of the reference, by method and path; `*` stands for a name. */
export async function answerApi(
  options: ApiOptions,
  { method, path, body, ifMatch }: ApiRequest,
): Promise<ApiAnswer> {
  const [kind = "", name = "", action = ""] = path.split("/");
  const pattern = [kind, ...(name === "" ? [] : ["*"]), ...(action === "" ? [] : [action])].join(
    "/",
  );
  const handler = handlers[`${method === "HEAD" ? "GET" : method} ${pattern}`];
  if (handler === undefined)
    return { status: 404, body: { error: `There is no ${method} /api/v1/${path}.` } };
  return handler(options, { name: decodeURIComponent(name), body, ifMatch });
}

const handlers: Readonly<Record<string, Handler>> = {
  "GET state": (options) => document(options, stateDocument),
  "GET layout": (options) => document(options, layoutDocument),
  "GET status": (options) => document(options, statusDocument),
  "PATCH state": patchState,
  "POST commands/*": command,
  "GET calls": (options) => document(options, callsDocument),
  "POST works/*/interrupt": interrupt,
  "POST works/*/rerun": rerun,
  "POST stop": async ({ stop }) => {
    stop();
    return { status: 202, body: {} };
  },
};

async function document(
  { core, durable }: ApiOptions,
  view: (core: Core) => unknown,
): Promise<ApiAnswer> {
  await durable();
  return { status: 200, body: view(core) };
}

async function command(
  { core, command: run, say }: ApiOptions,
  { name, body }: Asked,
): Promise<ApiAnswer> {
  if (!core.live.commands.includes(name)) {
    const known =
      core.live.commands.length === 0
        ? "The app has none."
        : `It has ${core.live.commands.join(", ")}.`;
    return { status: 404, body: { error: `There is no command ${name}. ${known}` } };
  }
  const answer = await run(name, isEncoded(body) ? body : {});
  if (answer.kind === "threw" && answer.stack !== undefined)
    say(`Command ${name} failed: ${answer.stack}`);
  return answer.kind === "returned"
    ? { status: 200, body: { value: answer.value } }
    : { status: answer.status, body: { error: answer.message } };
}

/** Nobody overwrites what they have not seen: the version they saw comes along. */
async function patchState(
  { patchState: run }: ApiOptions,
  { body, ifMatch }: Asked,
): Promise<ApiAnswer> {
  const version = /^(?:W\/)?"?(\d+)"?$/.exec(ifMatch ?? "")?.[1];
  if (version === undefined) {
    const error =
      "Say which version of the state you saw: `If-Match: <version>` of GET /api/v1/state.";
    return { status: 428, body: { error } };
  }
  const answer = await run(Number(version), isEncoded(body) ? body : []);
  return answer.kind === "returned"
    ? { status: 200, body: answer.value }
    : { status: answer.status, body: { error: answer.message } };
}

async function interrupt(
  { core, interrupt: send }: ApiOptions,
  { name, body }: Asked,
): Promise<ApiAnswer> {
  if (!core.live.works.has(name))
    return { status: 404, body: { error: `There is no work ${name}.` } };
  if (core.ledger.works.get(name)?.current === undefined)
    return { status: 409, body: { error: `${name} is not running.` } };
  const notice = isObject(body) ? body["noticeSeconds"] : undefined;
  send(name, typeof notice === "number" && notice >= 0 ? notice : 120);
  return { status: 202, body: {} };
}

async function rerun(
  { core, durable, rerun: again }: ApiOptions,
  { name, body }: Asked,
): Promise<ApiAnswer> {
  const problem = whyNotRerun(core, name);
  if (problem !== undefined) return problem;
  again(name, isObject(body) && body["downstream"] === true);
  await durable();
  return { status: 202, body: {} };
}

function whyNotRerun({ live, ledger }: Core, name: string): ApiAnswer | undefined {
  if (!live.works.has(name)) return { status: 404, body: { error: `There is no work ${name}.` } };
  const call = lastCall(ledger, name);
  if (call === undefined)
    return { status: 409, body: { error: `The flow has not called ${name} yet.` } };
  return isOpen(call)
    ? { status: 409, body: { error: `${name} is running or waits for its turn already.` } }
    : undefined;
}

const isObject = (body: unknown): body is Readonly<Record<string, unknown>> =>
  typeof body === "object" && body !== null;

/** What `JSON.parse` gives is JSON. */
const isEncoded = (body: unknown): body is Encoded => body !== undefined;
