/**
 * Least privilege, asked of what really happened: each call that a machine made is put to the policies of its role,
 * as AWS holds them. What was not allowed is a defect; an action that no call needed is told, with its reason where
 * it has one.
 */
import { isAllowed, type Request, type Statement } from "../access/evaluator.ts";
import { type Aws, account, region } from "../engine/aws/clients.ts";
import type { Call } from "./aws-door.ts";
import { statementsOfRole } from "./launched.ts";

export interface Judged {
  readonly calls: number;
  /** `controller: dynamodb:Scan arn:…`, once each. */
  readonly denied: readonly string[];
  /** Actions of statements that nothing needed, by role, with the reason why they stand: `undefined` is a defect. */
  readonly unused: readonly Unused[];
}

export interface Unused {
  readonly action: string;
  readonly group: string;
  readonly resource: string;
  readonly reason: string | undefined;
}

export interface Judging {
  readonly aws: Aws;
  /** `boring-dev`, which the groups' tags say. */
  readonly app: string;
  readonly calls: readonly Call[];
  /** By a machine's address. */
  readonly machines: ReadonlyMap<string, Caller>;
}

interface Caller {
  readonly group: string;
  readonly role: string;
  /** What its kernel asked of EFS, which has no call for it. */
  mounts(): readonly Request[];
}

export async function judge({ aws, app, calls, machines }: Judging): Promise<Judged> {
  const roles = new Map([...machines.values()].map(({ role, group }) => [role, group]));
  const denied = new Set<string>();
  const unused: Unused[] = [];
  let judged = 0;
  for (const [role, group] of roles) {
    const statements = await statementsOfRole(aws, role);
    const made = calls.filter(({ from }) => machines.get(from)?.role === role);
    const mounts = [...machines.values()].flatMap((one) => (one.role === role ? one.mounts() : []));
    const requests = [...made.flatMap((call) => requestOf(call, app)), ...mounts];
    judged += requests.length;
    for (const request of requests.filter((one) => !isAllowed(statements, one)))
      denied.add(`${group}: ${request.action} ${request.resource}`);
    unused.push(...unusedIn(statements, requests).map((one) => ({ ...one, group })));
  }
  return { calls: judged, denied: [...denied].sort(), unused };
}

const unusedIn = (
  statements: readonly Statement[],
  requests: readonly Request[],
): readonly Omit<Unused, "group">[] =>
  statements.flatMap((one) =>
    one.Action.filter(
      (action) => !requests.some((asked) => asked.action === action && isAllowed([one], asked)),
    ).map((action) => ({
      action,
      resource: one.Resource.join(", "),
      reason: reasonOf(action, one.Resource.join(" ")),
    })),
  );

/** Why an action stands although no rehearsal needs it. */
function reasonOf(action: string, resource: string): string | undefined {
  const snapshots = "snapshots begin at 5,000 records, and payloads of the ledger at 256 KB";
  if (action.startsWith("s3:") && resource.endsWith("/controller/*")) return snapshots;
  return reasons[action] ?? (/^ssm(messages)?:/.test(action) ? people : undefined);
}

const people = "sessions of people, which the image's own agent of Systems Manager holds";
const older = "for regions that do not know LaunchInstances";
const itself = "LaunchInstances asks for it in its caller's name";
const collector = "the controller deletes versions an hour after they were given up";

const reasons: Readonly<Record<string, string>> = {
  "autoscaling:SetDesiredCapacity": older,
  "autoscaling:DescribeScalingActivities": older,
  "ec2:CreateFleet": itself,
  "ec2:DescribeLaunchTemplateVersions": itself,
  "dynamodb:DeleteItem": "batches that a snapshot holds are deleted, not before a week is over",
  "elasticfilesystem:ClientRootAccess": collector,
};

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
