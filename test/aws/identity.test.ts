import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { beforeAll, describe, expect, it } from "vitest";
import { nonceHeader } from "#protocol/agent.ts";
import type { JsonObject } from "#protocol/value.ts";
import { agentCheck, agentIdentity } from "#providers/aws/runtime/identity.ts";
import { cloud, missing } from "./cloud.ts";

const { aws, url } = cloud();
const app = "boring-dev";
const machine = "i-0123456789abcdef0";
const other = "i-0fedcba9876543210";
let role = "";
let otherRole = "";

beforeAll(async () => {
  if (missing !== undefined) return;
  [role, otherRole] = [await newRole("train-1a2b3c"), await newRole("serve-4d5e6f")];
});

async function newRole(RoleName: string): Promise<string> {
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [] });
  const command = new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, Path: "/apps/" });
  return (await aws().access.send(command)).Role?.Arn ?? "";
}

/** As the metadata service hands them to an instance. */
async function clientOf(RoleArn: string, RoleSessionName: string): Promise<STSClient> {
  const { Credentials } = await aws().identities.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName }),
  );
  return new STSClient({
    endpoint: url(),
    region: "us-east-1",
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    },
  });
}

interface Claim {
  readonly role: string;
  readonly session: string;
  readonly claims?: string;
  readonly app?: string;
}

async function proofOf({ role: arn, session, claims = session, app: of = app }: Claim) {
  const identities = await clientOf(arn, session);
  return agentIdentity({ identities, app: of, machine: claims }).prove("n0nce");
}

const accepts = (name: string, proof: JsonObject, nonce = "n0nce"): Promise<boolean> =>
  agentCheck({
    identities: aws().identities,
    app,
    roleOf: (known) => (known === machine ? role : undefined),
  }).accept(name, proof, nonce);

const changed = (proof: JsonObject, change: Readonly<Record<string, string>>): JsonObject => ({
  headers: { ...Object(proof["headers"]), ...change },
});

describe.skipIf(missing !== undefined)("who an agent is", () => {
  it("AWS says: the instance that the ledger has launched, in its group's role", async () => {
    expect(await accepts(machine, await proofOf({ role, session: machine }))).toBe(true);
  });

  it("another machine of the same role is not, whatever it calls itself", async () => {
    const proof = await proofOf({ role, session: other, claims: machine });
    expect(await accepts(machine, proof)).toBe(false);
    expect(await accepts(other, await proofOf({ role, session: other }))).toBe(false);
  });

  it("another role's session of that name is not", async () => {
    expect(await accepts(machine, await proofOf({ role: otherRole, session: machine }))).toBe(
      false,
    );
    const accounts = role.replace("123456789012", "999999999999");
    const check = agentCheck({ identities: aws().identities, app, roleOf: () => accounts });
    const proof = await proofOf({ role, session: machine });
    expect(await check.accept(machine, proof, "n0nce")).toBe(false);
  });

  it("holds on one connection of one app", async () => {
    const proof = await proofOf({ role, session: machine });
    expect(await accepts(machine, proof, "another")).toBe(false);
    expect(await accepts(machine, await proofOf({ role, session: machine, app: "b" }))).toBe(false);
  });

  it("is not taken from what the signature does not cover", async () => {
    const proof = await proofOf({ role, session: machine });
    const { authorization }: { authorization: string } = Object(proof["headers"]);
    expect(authorization).toContain(nonceHeader);
    const without = authorization.replace(`;${nonceHeader}`, "");
    expect(await accepts(machine, changed(proof, { authorization: without }))).toBe(false);
  });

  it("is not what carries headers of its own, or none", async () => {
    const proof = await proofOf({ role, session: machine });
    expect(await accepts(machine, changed(proof, { host: "sts.example.org" }))).toBe(false);
    expect(await accepts(machine, changed(proof, { "x-amz-date": "a\r\nhost: b" }))).toBe(false);
    expect(await accepts(machine, {})).toBe(false);
    expect(await accepts(machine, { headers: [] })).toBe(false);
  });
});
