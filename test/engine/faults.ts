/**
 * Stands between the provider and the emulated AWS and answers chosen calls with an error in AWS's own words
 * and wire format, which the emulator has no way to make. Everything else passes through untouched.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

export interface Fault {
  /** `CreateVpc`, `CreateTable`; for REST services method and path: `POST /2015-02-01/file-systems`. */
  readonly action: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export interface FaultyAws {
  readonly url: string;
  /** The only faults from now on. */
  refuse(...faults: readonly Fault[]): void;
  /** From now on these calls get no answer at all, and the emulator never hears of them. */
  hold(...actions: readonly string[]): void;
  stop(): Promise<void>;
}

export async function faultyAws(behind: string): Promise<FaultyAws> {
  let faults: readonly Fault[] = [];
  let held: readonly string[] = [];
  const server = createServer(async (incoming, answer) => {
    const body = await bodyOf(incoming);
    const called = actionsOf(incoming, body);
    if (held.some((action) => called.includes(action))) return;
    const fault = faults.find(({ action }) => called.includes(action));
    if (fault) refuse(fault, incoming, answer);
    else pass(behind, { incoming, body, answer });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    refuse: (...next) => {
      faults = next;
      held = [];
    },
    hold: (...actions) => {
      held = actions;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** How AWS's three protocols name a call: a form field, a header, or method and path. */
function actionsOf({ method, url, headers }: IncomingMessage, body: Buffer): readonly string[] {
  const form = /(?:^|&)Action=(\w+)/.exec(body.toString("latin1"))?.[1];
  const target = headers["x-amz-target"];
  const called = typeof target === "string" ? target.slice(target.indexOf(".") + 1) : undefined;
  const path = url?.replace(/[?].*$/, "").replace(/(.)\/$/, "$1");
  return [form ?? "", called ?? "", `${method} ${path}`];
}

function refuse(fault: Fault, { headers }: IncomingMessage, answer: ServerResponse): void {
  const { status, code, message } = fault;
  const json = headers["content-type"]?.includes("json") || fault.action.includes(" ");
  const type = json ? "application/x-amz-json-1.0" : "text/xml";
  const body = json
    ? JSON.stringify({ __type: code, code, message, Message: message })
    : errorXml(fault, headers["authorization"]?.includes("/ec2/") ?? false);
  answer.writeHead(status, { "content-type": type, "x-amzn-errortype": code }).end(body);
}

function errorXml({ code, message }: Fault, ec2: boolean): string {
  const text = message.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${text}</Message></Error>`;
  const id = "00000000-0000-0000-0000-000000000000";
  return ec2
    ? `<Response><Errors>${error}</Errors><RequestID>${id}</RequestID></Response>`
    : `<ErrorResponse>${error}<RequestId>${id}</RequestId></ErrorResponse>`;
}

interface Passing {
  readonly incoming: IncomingMessage;
  readonly body: Buffer;
  readonly answer: ServerResponse;
}

/** The host header stays: the emulator tells services apart by it. */
function pass(behind: string, { incoming, body, answer }: Passing): void {
  const { method, url, headers } = incoming;
  const onward = request(new URL(url ?? "/", behind), { method, headers }, (back) => {
    answer.writeHead(back.statusCode ?? 502, back.headers);
    back.pipe(answer);
  });
  onward.once("error", () => answer.destroy());
  onward.end(body);
}
