/**
 * Least privilege, asked of what really happened: each call that a machine made is put to the policies of its role,
 * as AWS holds them. What was not allowed is a defect; a statement that no call needed is told, with its reason
 * where it has one.
 */
import { isAllowed, type Request, type Statement } from "../access/evaluator.ts";
import { type Aws, account, region } from "../engine/aws/clients.ts";
import type { Call } from "./aws-door.ts";
import { statementsOfRole } from "./launched.ts";

export interface Judged {
  readonly calls: number;
  /** `controller: dynamodb:Scan arn:…`, once each. */
  readonly denied: readonly string[];
  /** Statements that nothing needed, by role. */
  readonly unused: readonly string[];
}

export interface Judging {
  readonly aws: Aws;
  /** `boring-dev`, which the groups' tags say. */
  readonly app: string;
  readonly calls: readonly Call[];
  /** By a machine's address. */
  readonly machines: ReadonlyMap<string, { readonly group: string; readonly role: string }>;
}

export async function judge({ aws, app, calls, machines }: Judging): Promise<Judged> {
  const roles = new Map([...machines.values()].map(({ role, group }) => [role, group]));
  const denied = new Set<string>();
  const unused: string[] = [];
  let judged = 0;
  for (const [role, group] of roles) {
    const statements = await statementsOfRole(aws, role);
    const made = calls.filter(({ from }) => machines.get(from)?.role === role);
    const requests = made.flatMap((call) => requestOf(call, app));
    judged += requests.length;
    for (const request of requests.filter((one) => !isAllowed(statements, one)))
      denied.add(`${group}: ${request.action} ${request.resource}`);
    const idle = statements.filter((one) => !requests.some((request) => isAllowed([one], request)));
    unused.push(...idle.map((one) => `${group}: ${tell(one)}`));
  }
  return { calls: judged, denied: [...denied].sort(), unused: unused.sort() };
}

/** Why a statement stands although this rehearsal needs it not; by the service of its actions. */
const reasons: Readonly<Record<string, string>> = {
  ssm: "sessions of people, or secrets",
  ssmmessages: "sessions of people",
  elasticfilesystem: "judged at each mount, by mount.efs",
};

function tell({ Action }: Statement): string {
  const [first = ""] = Action;
  const reason = reasons[first.split(":")[0] ?? ""];
  return `${Action.join(", ")}${reason === undefined ? "" : ` (${reason})`}`;
}

type Reading = (call: Call, app: string) => Request;

/** Of a service's calls; who one is, anybody may ask. */
const services: Readonly<Record<string, Reading>> = {
  s3: ({ what }) => {
    const [method = "", url = ""] = what.split(" ");
    const { pathname, searchParams } = new URL(url, "http://s3");
    const [, bucket = "", ...key] = decodeURIComponent(pathname).split("/");
    const arn = `arn:aws:s3:::${bucket}`;
    if (method === "GET" && key.join("/") === "")
      return {
        action: "s3:ListBucket",
        resource: arn,
        context: { "s3:prefix": [searchParams.get("prefix") ?? ""] },
      };
    return { action: `s3:${verbs[method] ?? method}`, resource: `${arn}/${key.join("/")}` };
  },
  dynamodb: ({ what, body }) => {
    const asked: Item = JSON.parse(body);
    const stream = (asked.Key ?? asked.Item)?.stream?.S;
    return {
      action: `dynamodb:${what.split(".")[1]}`,
      resource: `arn:aws:dynamodb:${region}:${account}:table/${asked.TableName}`,
      ...(stream !== undefined && { context: { "dynamodb:LeadingKeys": [stream] } }),
    };
  },
  logs: ({ what, body }) => {
    const { logGroupName = "", logStreamName = "" }: Record<string, string> = JSON.parse(body);
    const group = `arn:aws:logs:${region}:${account}:log-group:${logGroupName}`;
    return {
      action: `logs:${what.split(".")[1]}`,
      resource: `${group}:log-stream:${logStreamName}`,
    };
  },
  ssm: ({ what, body }) => {
    const { Name = "" }: Record<string, string> = JSON.parse(body);
    return {
      action: `ssm:${what.split(".")[1]}`,
      resource: `arn:aws:ssm:${region}:${account}:parameter${Name}`,
    };
  },
  autoscaling: (call, app) => queried("autoscaling", call, app),
  ec2: (call, app) => queried("ec2", call, app),
};

interface Item {
  readonly TableName?: string;
  readonly Key?: { readonly stream?: { readonly S?: string } };
  readonly Item?: { readonly stream?: { readonly S?: string } };
}

const verbs: Readonly<Record<string, string>> = {
  GET: "GetObject",
  HEAD: "GetObject",
  PUT: "PutObject",
  POST: "PutObject",
  DELETE: "DeleteObject",
};

/** Groups of the app are all that it asks of: their tags are the app's. */
const queried = (service: string, { body }: Call, app: string): Request => ({
  action: `${service}:${new URLSearchParams(body).get("Action")}`,
  resource: "*",
  context: { "aws:ResourceTag/thunderhead:app": [app] },
});

const requestOf = (call: Call, app: string): readonly Request[] => {
  const read = services[call.service];
  return read === undefined ? [] : [read(call, app)];
};
