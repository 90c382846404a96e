/**
 * The emulated AWS at an address that machines reach, and nothing else: passes each call on, and notes who made it
 * and which it was, for the policies to be asked about afterwards. Calls can be held up or refused on the way.
 */
import { appendFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

export interface AwsDoor {
  readonly url: string;
  /** From now on; without a rule all calls pass. */
  refuse(rule?: Rule): void;
  close(): void;
}

/** What a call gets instead of an answer, `undefined` where it passes: an error by its name, or no word at all. */
type Rule = (call: Call) => Refusal | undefined;
type Refusal = { readonly status: number; readonly error: string } | "silence";

/** One call, as its headers tell it. */
export interface Call {
  /** Address of the machine. */
  readonly from: string;
  /** Access key id. */
  readonly key: string;
  /** `s3`, `dynamodb` */
  readonly service: string;
  /** `DynamoDB_20120810.GetItem`, or method and path. */
  readonly what: string;
  /** Of what is no object. */
  readonly body: string;
}

export function awsDoor(
  emulator: string,
  { host, log }: { readonly host: string; readonly log: string },
): Promise<AwsDoor> {
  const { hostname, port } = new URL(emulator);
  const none: Rule = () => undefined;
  let rule = none;
  const server = createServer((incoming, outgoing) => {
    const call = callOf(incoming);
    const received = call.service === "s3" ? Promise.resolve(undefined) : whole(incoming);
    received.then(
      (body) => {
        const heard = { ...call, body: body?.toString() ?? "" };
        appendFileSync(log, `${JSON.stringify(heard)}\n`);
        const refused = rule(heard);
        if (refused === "silence") return;
        if (refused !== undefined) refuse(outgoing, refused);
        else pass(incoming, outgoing, { hostname, port, body });
      },
      () => outgoing.destroy(),
    );
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, host, () => {
      const address = server.address();
      const own = typeof address === "object" && address !== null ? address.port : 0;
      resolve({
        url: `http://${host}:${own}`,
        refuse: (next = none) => {
          rule = next;
        },
        close: () => {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}

function callOf({ headers, method, url, socket }: IncomingMessage): Omit<Call, "body"> {
  const credential = /Credential=([^,]+)/.exec(headers.authorization ?? "")?.[1] ?? "";
  const [key = "", , , service = ""] = credential.split("/");
  const target = headers["x-amz-target"];
  return {
    from: socket.remoteAddress ?? "",
    key,
    service,
    what: typeof target === "string" ? target : `${method} ${url}`,
  };
}

/** In the words of AWS's services that speak JSON. */
function refuse(outgoing: ServerResponse, { status, error }: Exclude<Refusal, string>): void {
  const body = JSON.stringify({ __type: error, message: "Refused in rehearsal." });
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-errortype": error };
  outgoing.writeHead(status, headers).end(body);
}

function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  {
    body,
    ...to
  }: { readonly hostname: string; readonly port: string; readonly body: Buffer | undefined },
): void {
  const { method, url, headers } = incoming;
  const onward = request({ ...to, method, path: url, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("error", () => outgoing.destroy());
  if (body === undefined) incoming.pipe(onward);
  else onward.end(body);
}

async function whole(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}
