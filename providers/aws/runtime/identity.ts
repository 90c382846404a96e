/**
 * Identity: an agent signs a question that only AWS can answer, "who am I?", and the controller asks it in the
 * agent's stead, at the address of its own region. AWS answers with the role and the session, which is the instance's
 * id. The connection's nonce is signed along, so that the same proof is of no use on any other.
 */
import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import type { Identity } from "#core/bindings.ts";
import { nonceHeader } from "#protocol/agent.ts";
import type { JsonObject } from "#protocol/value.ts";
import { soon, untilAnswered } from "./asking.ts";

export interface AgentIdentityOptions {
  readonly identities: STSClient;
  /** `boring-dev`: what is signed for one app is of no use in another. */
  readonly app: string;
  /** The instance's id. */
  readonly machine: string;
}

/** An agent's side: what it signs with are the credentials of its machine. */
export function agentIdentity({
  identities,
  app,
  machine,
}: AgentIdentityOptions): Pick<Identity, "prove"> {
  return {
    prove: async (nonce) => {
      const mark = markOf({ app, machine, nonce });
      return { headers: await signedHeaders(identities, mark) };
    },
  };
}

export interface AgentCheckOptions {
  readonly identities: STSClient;
  readonly app: string;
  /** ARN of the role that a machine must have, of those only that the ledger has launched. */
  readonly roleOf: (machine: string) => string | undefined;
}

/** The controller's side. */
export function agentCheck({
  identities,
  app,
  roleOf,
}: AgentCheckOptions): Pick<Identity, "accept"> {
  return {
    accept: async (machine, proof, nonce) => {
      const role = roleOf(machine);
      const headers = headersIn(proof);
      const mark = markOf({ app, machine, nonce });
      if (role === undefined || headers === undefined || !isSignedWith(headers, mark)) return false;
      const signal = AbortSignal.timeout(patience);
      const ask = () => whoSigned(identities, headers);
      const arn = await untilAnswered(ask, signal).catch(nobody);
      return arn !== undefined && arn === sessionOf(role, machine);
    },
  };
}

/** ms in which AWS has to answer; the agent comes again. */
const patience = 8000;
const nobody = (): undefined => undefined;

const markOf = (of: { readonly app: string; readonly machine: string; readonly nonce: string }) =>
  `${of.app} ${of.machine} ${of.nonce}`;

/** `arn:aws:iam::1:role/path/name` → `arn:aws:sts::1:assumed-role/name/i-0123`. */
function sessionOf(role: string, session: string): string {
  const [arn, partition, , , account, resource = ""] = role.split(":");
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  return `${arn}:${partition}:sts::${account}:assumed-role/${name}/${session}`;
}

type Headers = Readonly<Record<string, string>>;

/** Those of the question as the SDK would send it; nothing is sent. */
async function signedHeaders(identities: STSClient, mark: string): Promise<Headers> {
  let headers: Headers = {};
  const command = new GetCallerIdentityCommand({});
  command.middlewareStack.add(
    (next) => (sent) => {
      requestIn(sent).headers[nonceHeader] = mark;
      return next(sent);
    },
    { step: "build" },
  );
  command.middlewareStack.add(
    () => async (sent) => {
      headers = { ...requestIn(sent).headers };
      return { output: { $metadata: {} }, response: undefined };
    },
    { step: "deserialize", priority: "high" },
  );
  await identities.send(command);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => isCarried(name)));
}

/** The ARN of whoever signed them; everything else about the question is the controller's own. */
async function whoSigned(identities: STSClient, headers: Headers): Promise<string | undefined> {
  const command = new GetCallerIdentityCommand({});
  command.middlewareStack.add(
    (next) => (sent) => {
      const request = requestIn(sent);
      const own = Object.entries(request.headers).filter(([name]) => !isCarried(name));
      request.headers = { ...Object.fromEntries(own), ...headers };
      return next(sent);
    },
    { step: "deserialize", priority: "high" },
  );
  return (await identities.send(command, soon())).Arn;
}

/** What is not of the connection: address and length are those of whoever sends it. */
const isCarried = (name: string): boolean =>
  name === nonceHeader ||
  /^(authorization|content-type|x-amz-[a-z0-9-]+|amz-sdk-[a-z]+)$/.test(name);

function headersIn(proof: JsonObject): Headers | undefined {
  const { headers } = proof;
  if (typeof headers !== "object" || headers === null || Array.isArray(headers)) return undefined;
  const all = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return all.every(([name, value]) => isCarried(name) && isPlain(value))
    ? Object.fromEntries(all)
    : undefined;
}

const isPlain = (value: string): boolean => /^[\x20-\x7e]{0,8192}$/.test(value);

/** The mark counts only where the signature covers it. */
function isSignedWith({ authorization = "", [nonceHeader]: mark }: Headers, expected: string) {
  const covered = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(";") ?? [];
  return mark === expected && covered.includes(nonceHeader) && covered.includes("host");
}

interface Request {
  headers: Record<string, string>;
}

function requestIn({ request }: { readonly request: unknown }): Request {
  if (isRequest(request)) return request;
  throw new TypeError("The AWS SDK sends something that has no headers.");
}

const isRequest = (value: unknown): value is Request =>
  typeof value === "object" && value !== null && "headers" in value;
