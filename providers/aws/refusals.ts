/**
 * Refusals: AWS's error codes and words, as the provider passes them on, and what each means to a person.
 * A table and the few patterns that it needs; what is said about a refusal is the catalogue's business.
 */
import type { Refusal, RefusalKind } from "#plan/deployment.ts";

/** The first that fits decides. */
export function awsRefusal(message: string): Refusal | undefined {
  const found = codes.find(({ pattern }) => pattern.test(message));
  return found && readers[found.kind](message);
}

const codes: readonly { readonly kind: RefusalKind; readonly pattern: RegExp }[] = [
  {
    kind: "credentials",
    pattern:
      /No valid credential sources|ExpiredToken|RequestExpired|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|AuthFailure\b|failed to refresh cached credentials|SSO session has expired|AWS was not able to validate the provided access credentials/i,
  },
  {
    kind: "denied",
    pattern: /UnauthorizedOperation|AccessDenied|is not authorized to perform|NotAuthorized/,
  },
  {
    kind: "quota",
    pattern:
      /\w*LimitExceeded\w*|TooMany(?!Requests)[A-Z]\w+|ServiceQuotaExceeded|QuotaExceeded|MaximumNumberOf\w+|AddressLimitExceeded/,
  },
  {
    kind: "taken",
    pattern:
      /\w*Already(Exists|Owned)\w*|\bDuplicate\w*(Name)?\b|InvalidGroup\.Duplicate|ResourceInUseException: .*already exists|ConflictException|api error Conflict\b|BucketAlreadyExists/i,
  },
  {
    kind: "tooLong",
    pattern:
      /is longer than maximum length|cannot be longer than|expected length of \S+ to be in the range|longer than \d+ characters/,
  },
  {
    kind: "unreachable",
    pattern:
      /connection refused|no such host|i\/o timeout|dial tcp|TLS handshake timeout|network is unreachable|server misbehaving/,
  },
];

const readers: { readonly [Kind in RefusalKind]: (message: string) => Refusal } = {
  taken: (message) => ({ kind: "taken", detail: said(message) }),
  quota: (message) => ({ kind: "quota", detail: said(message), raise: raise(message) }),
  denied: (message) => ({
    kind: "denied",
    permission: permissionIn(message),
    who: /User: (\S+) is not/.exec(message)?.[1] ?? "the caller",
  }),
  tooLong: (message) => ({ kind: "tooLong", detail: valueProblem(message) }),
  unreachable: (message) => ({ kind: "unreachable", detail: attempt(message) }),
  credentials: (message) => ({
    kind: "credentials",
    detail: credentialProblem(message),
    command: /sso|expired/i.test(message) ? "aws sso login" : "aws configure",
  }),
};

/** `…, api error VpcLimitExceeded: The maximum number of VPCs has been reached.` without what comes before. */
function said(message: string): string {
  const [, code = "", text = ""] =
    /api error (\w+): (.+)/s.exec(message) ??
    /RequestID: \S*, (?:HostID: \S*, )?(\w+): (.+)/s.exec(message) ??
    [];
  if (text === "") return oneLine(message);
  const plain = oneLine(text).replace(/\.$/, "");
  return plain === code ? plain : `${plain} (${code})`;
}

/** The check of a value before anything is sent: which resource it was is said elsewhere. */
const valueProblem = (message: string): string =>
  oneLine(message)
    .replace(/^\S+ resource '[^']*' has a problem: /, "")
    .replace(/\.? Examine values at .*$/, "");

const attempt = (message: string): string =>
  oneLine(/(?:Post|Get|Put|Head|Delete) "[^"]+": .+/s.exec(message)?.[0] ?? message);

const credentialProblem = (message: string): string =>
  /No valid credential sources/.test(message)
    ? "There are none in the environment, in ~/.aws, or of this machine"
    : said(message);

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Named by AWS, or made of the service and the call that it refused. */
function permissionIn(message: string): string {
  const named = /not authorized to perform: ([\w-]+:\w+)/.exec(message)?.[1];
  if (named !== undefined) return named;
  const call = /operation error ([\w ]+): (\w+)/.exec(message);
  if (!call?.[1] || !call[2]) return "an action it does not name";
  return `${prefixes[call[1]] ?? call[1].toLowerCase().replaceAll(" ", "")}:${call[2]}`;
}

/** IAM's prefixes of services that the SDK calls otherwise. */
const prefixes: Readonly<Record<string, string>> = {
  "Auto Scaling": "autoscaling",
  "CloudWatch Logs": "logs",
  EFS: "elasticfilesystem",
  "Elastic Load Balancing v2": "elasticloadbalancing",
  "Route 53": "route53",
};

function raise(message: string): string {
  const known = quotas.find(({ pattern }) => pattern.test(message));
  if (!known) return "Ask for more at https://console.aws.amazon.com/servicequotas";
  const { service, code, unit } = known;
  return `aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${unit}`;
}

/** The quotas that programs of ours can meet. Codes as of 2026-07. */
const quotas = [
  { pattern: /VpcLimitExceeded/, service: "vpc", code: "L-F678F1CE", unit: "10" },
  { pattern: /InternetGatewayLimitExceeded/, service: "vpc", code: "L-A4707A72", unit: "10" },
  { pattern: /AddressLimitExceeded/, service: "ec2", code: "L-0263D0A3", unit: "10" },
  { pattern: /VcpuLimitExceeded/, service: "ec2", code: "L-1216C47A", unit: "32" },
  {
    pattern: /TooManyLoadBalancers/,
    service: "elasticloadbalancing",
    code: "L-53DA6B97",
    unit: "100",
  },
  {
    pattern: /TooManyTargetGroups/,
    service: "elasticloadbalancing",
    code: "L-B22855CB",
    unit: "4000",
  },
  { pattern: /SecurityGroupLimitExceeded/, service: "vpc", code: "L-E79EC296", unit: "3000" },
] as const;
