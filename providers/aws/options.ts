/** Reads the `aws` section of the configuration: `config.ts` says what may stand there. */
import { isIPv4 } from "node:net";
import * as v from "valibot";
import { configUnknownKey, configWrongValue } from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import { didYouMean } from "#diagnostics/words.ts";
import { knowsZones } from "./catalogue/region.ts";
import type { AwsConfig, CognitoLogin, ExistingNetwork, OidcLogin } from "./config.ts";

/** The section with its defaults filled in; what was not said, and has no default, has no key. */
export interface AwsOptions extends Omit<AwsConfig, "region" | "access"> {
  readonly region: string;
  readonly access: Access;
}

export type Access =
  | { readonly kind: "tunnel" }
  | { readonly kind: "http" }
  | {
      readonly kind: "https";
      readonly domain: string;
      /** One of the two is there, or both. */
      readonly zoneId?: string;
      readonly certificate?: string;
      readonly login?: CognitoLogin | OidcLogin;
    };

export const defaultAwsOptions: AwsOptions = { region: "us-east-1", access: { kind: "http" } };

/** Partitions differ: `aws`, `aws-cn`, `aws-us-gov`. */
const arn = (rest: string) => v.pipe(v.string(), v.regex(new RegExp(`^arn:aws[a-z-]*:${rest}$`)));
const text = (pattern: RegExp) => v.pipe(v.string(), v.regex(pattern));

const zoneId = text(/^[a-z0-9]+-az([1-9]|1[0-5])$/);
const domain = text(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/);
const hostedZone = text(/^Z[A-Z0-9]+$/);
const certificate = arn("acm:[a-z0-9-]+:\\d{12}:certificate/[0-9a-zA-Z-]+");

const address = v.pipe(v.string(), v.url(), v.startsWith("https://"));
const login = v.exactOptional(
  v.union([
    v.strictObject({
      userPool: arn("cognito-idp:[a-z0-9-]+:\\d{12}:userpool/[\\w-]+"),
      clientId: v.string(),
      userPoolDomain: text(/^[a-z0-9][a-z0-9.-]*$/),
    }),
    v.strictObject({
      issuer: address,
      authorizationEndpoint: address,
      tokenEndpoint: address,
      userInfoEndpoint: address,
      clientId: v.string(),
    }),
  ]),
);

const access = v.pipe(
  v.union([
    v.literal("tunnel"),
    v.strictObject({}),
    v.strictObject({ domain, zoneId: hostedZone, login }),
    v.strictObject({ domain, certificate, login }),
    v.strictObject({ domain, zoneId: hostedZone, certificate, login }),
  ]),
  v.transform((given): Access => {
    if (given === "tunnel") return { kind: "tunnel" };
    return "domain" in given ? { kind: "https", ...given } : { kind: "http" };
  }),
);

const isCidr = (block: string): boolean => {
  const [address = "", bits] = block.split("/");
  return isIPv4(address) && Number(bits) <= 32;
};

const network = v.strictObject({
  vpc: text(/^vpc-[0-9a-f]+$/),
  cidr: v.pipe(text(/^[\d.]+\/\d{1,2}$/), v.check(isCidr)),
  subnets: v.pipe(
    v.record(zoneId, text(/^subnet-[0-9a-f]+$/)),
    v.check((subnets) => Object.keys(subnets).length > 0),
  ),
});

/** What IAM, EC2 and EFS all accept; `aws:` is AWS's own, and `thunderhead:` ours. */
const tags = v.pipe(
  v.record(
    v.pipe(text(/^(?!aws:|thunderhead:)[\p{L}\p{N} _.:/=+\-@]+$/iu), v.maxLength(128)),
    v.pipe(text(/^[\p{L}\p{N} _.:/=+\-@]*$/u), v.maxLength(256)),
  ),
  v.check((given) => Object.keys(given).length <= 40),
);

const reservedIn = { id: text(/^cr-[0-9a-f]+$/), zone: zoneId };
const timeWithZone = v.pipe(
  text(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/),
  v.check((time) => !Number.isNaN(Date.parse(time))),
);

const reservation = v.union([
  v.strictObject({ ...reservedIn, block: v.exactOptional(v.literal(false)) }),
  v.strictObject({ ...reservedIn, block: v.literal(true), ends: timeWithZone }),
]);

interface Section {
  readonly schema: v.GenericSchema<unknown, unknown>;
  /** What it has to be, as a message says it. */
  readonly expected: string;
}

const sections = {
  region: {
    schema: text(/^[a-z]{2}(-[a-z]+)+-\d$/),
    expected: "a region such as `eu-central-1`",
  },
  zones: {
    schema: v.pipe(v.array(zoneId), v.minLength(1)),
    expected: 'a list of zone ids such as `["use1-az1", "use1-az2"]`',
  },
  access: {
    schema: access,
    expected:
      '`"tunnel"` or `{ domain: "example.org", zoneId: "Z…" }`, the domain with its Route 53 zone or the ARN of a `certificate`, and as its `login` a Cognito pool or an OpenID provider',
  },
  network: {
    schema: network,
    expected:
      '`{ vpc: "vpc-…", cidr: "10.0.0.0/16", subnets: { "use1-az1": "subnet-…" } }`, a subnet a zone',
  },
  volume: {
    schema: arn("elasticfilesystem:[a-z0-9-]+:\\d{12}:file-system/fs-[0-9a-f]+"),
    expected: "the ARN of an EFS file system",
  },
  reservations: {
    schema: v.record(v.string(), reservation),
    expected:
      '`{ train: { id: "cr-…", zone: "use1-az4" } }`, by work or group; a capacity block has `block: true, ends: "2026-12-01T11:30:00Z"` besides, the `EndDate` of `aws ec2 describe-capacity-reservations` with its zone',
  },
  fabric: {
    schema: v.picklist(["all-cards", "one-card"]),
    expected: '`"all-cards"` or `"one-card"`',
  },
  tags: {
    schema: tags,
    expected:
      "at most 40 tags of letters, digits and _.:/=+-@, none of which begins with `aws:` or `thunderhead:`",
  },
  budget: {
    schema: v.strictObject({
      monthly: v.pipe(v.number(), v.integer(), v.minValue(1)),
      notify: v.pipe(v.string(), v.email()),
    }),
    expected: '`{ monthly: 500, notify: "ml@example.org" }`, whole dollars and an e-mail address',
  },
  permissionsBoundary: {
    schema: arn("iam::(\\d{12}|aws):policy/[\\w+=,.@/-]+"),
    expected: "the ARN of a managed policy",
  },
  kmsKey: {
    schema: arn("kms:[a-z0-9-]+:\\d{12}:key/[0-9a-zA-Z-]+"),
    expected: "the ARN of a key, not of an alias",
  },
} as const satisfies Record<keyof AwsConfig, Section>;

type Key = keyof typeof sections;
type Read<K extends Key> = v.InferOutput<(typeof sections)[K]["schema"]> | undefined;

/** Reports what is wrong and answers with defaults in its place, so that one run shows every problem. */
export function awsOptions(input: unknown, sink: Sink): AwsOptions {
  if (input === undefined) return defaultAwsOptions;
  const object = v.safeParse(v.record(v.string(), v.unknown()), input);
  if (!object.success || Array.isArray(input)) {
    wrong("aws", input, { expected: "an object", sink });
    return defaultAwsOptions;
  }
  const given = object.output;
  refuseOthers(given, sink);
  const read = <K extends Key>(key: K): Read<K> => readSection(key, given[key], sink);
  const region = read("region") ?? defaultAwsOptions.region;
  const network = read("network");
  const zones = network ? zonesOf(network) : neededZones(read("zones"), { region, given, sink });
  const [volume, tags, fabric] = [read("volume"), read("tags"), read("fabric")];
  const [reservations, budget] = [read("reservations"), read("budget")];
  const [permissionsBoundary, kmsKey] = [read("permissionsBoundary"), read("kmsKey")];
  return {
    region,
    access: read("access") ?? defaultAwsOptions.access,
    ...(zones && { zones }),
    ...(network && { network }),
    ...(volume && { volume }),
    ...(fabric && { fabric }),
    ...(reservations && { reservations }),
    ...(tags && { tags }),
    ...(budget && { budget }),
    ...(permissionsBoundary && { permissionsBoundary }),
    ...(kmsKey && { kmsKey }),
  };
}

function readSection<K extends Key>(key: K, value: unknown, sink: Sink): Read<K> {
  if (value === undefined) return undefined;
  const { schema, expected } = sections[key];
  const read = v.safeParse<(typeof sections)[K]["schema"]>(schema, value);
  if (read.success) return read.output;
  wrong(`aws.${key}`, value, { expected, sink });
  return undefined;
}

/** An existing network spans the zones in which it has subnets. */
const zonesOf = ({ subnets }: ExistingNetwork): readonly string[] => Object.keys(subnets).sort();

function neededZones(
  zones: readonly string[] | undefined,
  { region, given, sink }: { region: string; given: Record<string, unknown>; sink: Sink },
): readonly string[] | undefined {
  if (zones) return [...new Set(zones)];
  if (given["zones"] !== undefined || knowsZones(region)) return undefined;
  const why = `, for the zones of \`${region}\` are not in the catalogue`;
  wrong("aws.zones", undefined, { expected: `${sections.zones.expected}${why}`, sink });
  return undefined;
}

function refuseOthers(given: Record<string, unknown>, sink: Sink): void {
  const known = Object.keys(sections);
  for (const key of Object.keys(given).filter((one) => !known.includes(one))) {
    sink.report(
      configUnknownKey(undefined, { key: `aws.${key}`, nearest: didYouMean(key, known) }),
    );
  }
}

function wrong(
  key: string,
  value: unknown,
  { expected, sink }: { expected: string; sink: Sink },
): void {
  const shown = value === undefined ? "missing" : `\`${JSON.stringify(value)}\``;
  sink.report(configWrongValue(undefined, { key, value: shown, expected }));
}
