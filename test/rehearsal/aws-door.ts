/**
 * The emulated AWS at an address that machines reach, and nothing else: passes each call on, and notes who made it
 * and which it was, for the policies to be asked about afterwards. Calls can be held up or refused on the way.
 */
import { appendFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

export interface AwsDoor {
  readonly url: string;
  /** Answers a status to refuse a call with; `undefined` lets it pass. */
  refuse(rule: (call: Call) => number | undefined): void;
  close(): void;
}

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
  let rule: (call: Call) => number | undefined = () => undefined;
  const server = createServer((incoming, outgoing) => {
    const call = callOf(incoming);
    const received = call.service === "s3" ? Promise.resolve(undefined) : whole(incoming);
    received.then(
      (body) => {
        const heard = { ...call, body: body?.toString() ?? "" };
        appendFileSync(log, `${JSON.stringify(heard)}\n`);
        const refused = rule(heard);
        if (refused !== undefined) outgoing.writeHead(refused).end();
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
        refuse: (next) => {
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
