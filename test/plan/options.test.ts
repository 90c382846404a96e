import { expect, test } from "vitest";
import { collectingSink } from "#diagnostics/sink.ts";
import { awsOptions, defaultAwsOptions } from "#providers/aws/options.ts";

function read(input: unknown) {
  const sink = collectingSink();
  return { options: awsOptions(input, sink), slugs: sink.diagnostics().map(({ slug }) => slug) };
}

test("nothing said is the default", () => {
  expect(read(undefined)).toEqual({ options: defaultAwsOptions, slugs: [] });
  expect(read({})).toEqual({ options: defaultAwsOptions, slugs: [] });
});

test("a domain needs its zone", () => {
  const access = { domain: "ml.example.org", zoneId: "Z123" };
  expect(read({ access }).options.access).toEqual({ kind: "https", ...access });
  expect(read({ access: { domain: "ml.example.org" } }).slugs).toEqual(["config/wrong-value"]);
});

test("a certificate stands for the zone", () => {
  const certificate = "arn:aws-cn:acm:cn-north-1:123456789012:certificate/1a2b";
  const access = { domain: "ml.example.org", certificate };
  expect(read({ access }).options.access).toEqual({ kind: "https", ...access });
});

test("a login is a Cognito pool or an OpenID provider, whole", () => {
  const domain = { domain: "ml.example.org", zoneId: "Z123" };
  const pool = {
    userPool: "arn:aws-us-gov:cognito-idp:us-gov-west-1:123456789012:userpool/us-gov-west-1_aB",
    clientId: "7abc",
    userPoolDomain: "ml-users",
  };
  const access = { ...domain, login: pool };
  expect(read({ access })).toMatchObject({ options: { access: { login: pool } }, slugs: [] });
  for (const login of [{}, { ...pool, userPool: "users" }, { issuer: "https://id.example.org" }])
    expect(read({ access: { ...domain, login } }).slugs).toEqual(["config/wrong-value"]);
});

test("a budget is whole dollars and an address", () => {
  const budget = { monthly: 500, notify: "ml@example.org" };
  expect(read({ budget })).toEqual({ options: { ...defaultAwsOptions, budget }, slugs: [] });
  for (const wrong of [{ ...budget, monthly: 0.5 }, { ...budget, notify: "me" }, { monthly: 5 }])
    expect(read({ budget: wrong }).slugs).toEqual(["config/wrong-value"]);
});

test("an existing network spans the zones of its subnets", () => {
  const network = {
    vpc: "vpc-0a",
    cidr: "10.1.0.0/16",
    subnets: { "use1-az2": "subnet-0b", "use1-az1": "subnet-0a" },
  };
  expect(read({ network })).toEqual({
    options: { ...defaultAwsOptions, network, zones: ["use1-az1", "use1-az2"] },
    slugs: [],
  });
});

test("a region that the catalogue does not know asks for its zones", () => {
  expect(read({ region: "mx-central-1" }).slugs).toEqual(["config/wrong-value"]);
  const zones = ["mxc1-az1", "mxc1-az2"];
  expect(read({ region: "mx-central-1", zones })).toEqual({
    options: { ...defaultAwsOptions, region: "mx-central-1", zones },
    slugs: [],
  });
});

test.each([
  [null, "config/wrong-value"],
  ["tunnel", "config/wrong-value"],
  [{ access: "private" }, "config/wrong-value"],
  [{ acces: "tunnel" }, "config/unknown-key"],
  [{ zones: ["us-east-1a"] }, "config/wrong-value"],
  [{ zones: [] }, "config/wrong-value"],
  [{ network: { vpc: "vpc-0a", cidr: "10.1.0.0/33", subnets: {} } }, "config/wrong-value"],
  [{ volume: "fs-0c" }, "config/wrong-value"],
  [{ tags: { "aws:owner": "me" } }, "config/wrong-value"],
  [{ tags: { owner: "a<b" } }, "config/wrong-value"],
  [{ permissionsBoundary: "boundary" }, "config/wrong-value"],
  [{ reservations: { train: { id: "cr-0a" } } }, "config/wrong-value"],
  [block({ block: true }), "config/wrong-value"],
  [block({ block: true, ends: "2026-12-01T11:30" }), "config/wrong-value"],
  [block({ block: true, ends: "2026-13-01T11:30:00Z" }), "config/wrong-value"],
  [block({ ends: "2026-12-01T11:30:00Z" }), "config/wrong-value"],
  [{ fabric: "some-cards" }, "config/wrong-value"],
  [{ kmsKey: "alias/mine" }, "config/wrong-value"],
  [{ region: 7 }, "config/wrong-value"],
])("%j is refused with its reason", (input, slug) => {
  expect(read(input).slugs).toContain(slug);
});

/** Of a reservation. */
function block(more: Readonly<Record<string, unknown>>) {
  return { reservations: { train: { id: "cr-0a", zone: "use1-az1", ...more } } };
}

test.each(["Z", "+01:00", ":00Z", ":00.000-0530"])(
  "a block ends at a time with a zone: %s",
  (zone) => {
    const input = block({ block: true, ends: `2026-12-01T11:30${zone}` });
    expect(read(input).slugs).toEqual([]);
  },
);
