/**
 * What `thunderhead.config.ts` may say about AWS: structure only. Values that differ from stack to stack
 * (zones, images, networks that may call) lie in `Pulumi.<stack>.yaml`, with defaults in `Pulumi.yaml`.
 */
import { configUnknownKey, configWrongValue } from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import { didYouMean } from "#diagnostics/words.ts";
import { knowsZones } from "./catalogue/region.ts";

export interface AwsOptions {
  readonly region: string;
  readonly access: Access;
  /** Zone ids of the network; those of the catalogue unless given. */
  readonly zones?: readonly string[] | undefined;
}

/** How people reach services: a balancer with or without a domain, or a forwarded port only. */
export type Access =
  | { readonly kind: "tunnel" }
  | { readonly kind: "http" }
  | { readonly kind: "https"; readonly domain: string; readonly zoneId: string };

export const defaultAwsOptions: AwsOptions = { region: "us-east-1", access: { kind: "http" } };

/** Reports what is wrong and answers with defaults in its place, so that one run shows every problem. */
export function awsOptions(input: unknown, sink: Sink): AwsOptions {
  if (input === undefined) return defaultAwsOptions;
  const given = record(input);
  if (!given) {
    wrong("aws", input, { expected: "an object", sink });
    return defaultAwsOptions;
  }
  refuseOthers("aws", given, { known: ["region", "access", "zones"], sink });
  const region = regionOf(given["region"], sink);
  const zones = zonesOf(given["zones"], { region, sink });
  return {
    region,
    access: accessOf(given["access"], sink),
    ...(zones && { zones }),
  };
}

function regionOf(value: unknown, sink: Sink): string {
  if (value === undefined) return defaultAwsOptions.region;
  if (typeof value === "string" && /^[a-z]{2}(-[a-z]+)+-\d$/.test(value)) return value;
  wrong("aws.region", value, { expected: "a region such as `eu-central-1`", sink });
  return defaultAwsOptions.region;
}

function zonesOf(
  value: unknown,
  { region, sink }: { region: string; sink: Sink },
): readonly string[] | undefined {
  const zones = Array.isArray(value) ? value.filter(isZone) : [];
  const fine = Array.isArray(value) && zones.length === value.length && zones.length > 0;
  if (fine) return [...new Set(zones)];
  if (value === undefined && knowsZones(region)) return undefined;
  const expected = 'a list of zone ids such as `["use1-az1", "use1-az2"]`';
  const why =
    value === undefined ? `, for the zones of \`${region}\` are not in the catalogue` : "";
  wrong("aws.zones", value, { expected: `${expected}${why}`, sink });
  return undefined;
}

const isZone = (zone: unknown): zone is string =>
  typeof zone === "string" && /^[a-z0-9]+-az([1-9]|1[0-5])$/.test(zone);

const accessExpected =
  '`"tunnel"` or `{ domain: "example.org", zoneId: "Z…" }`, the domain with its Route 53 zone';

function accessOf(value: unknown, sink: Sink): Access {
  if (value === undefined) return { kind: "http" };
  if (value === "tunnel") return { kind: "tunnel" };
  const given = record(value);
  if (given) refuseOthers("aws.access", given, { known: ["domain", "zoneId"], sink });
  const domain = given?.["domain"];
  const zoneId = given?.["zoneId"];
  if (given && domain === undefined && zoneId === undefined) return { kind: "http" };
  if (isDomain(domain) && typeof zoneId === "string" && /^Z[A-Z0-9]+$/.test(zoneId)) {
    return { kind: "https", domain, zoneId };
  }
  wrong("aws.access", value, { expected: accessExpected, sink });
  return { kind: "http" };
}

const isDomain = (domain: unknown): domain is string =>
  typeof domain === "string" && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/.test(domain);

function refuseOthers(
  place: string,
  given: Readonly<Record<string, unknown>>,
  { known, sink }: { known: readonly string[]; sink: Sink },
): void {
  for (const key of Object.keys(given).filter((it) => !known.includes(it))) {
    const nearest = didYouMean(key, known);
    sink.report(configUnknownKey(undefined, { key: `${place}.${key}`, nearest }));
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

const record = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined;
