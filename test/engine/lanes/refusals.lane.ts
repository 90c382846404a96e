/**
 * What AWS, or the way there, refuses: told with the component, the line and the way out, and exit code 1. A
 * quota, reached in the middle, is in `killed.lane.ts`, which goes on from there.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apps } from "../apps.ts";
import { left } from "../aws/left.ts";
import { commandEnvironment, type Ended, ended, start } from "../command.ts";
import { type Fault, type FaultyAws, faultyAws } from "../faults.ts";
import { type ProviderProcess, startProviderProcess } from "../provider-process.ts";
import { rig } from "../rig.ts";

describe("thunderhead deploy, refused", () => {
  let faulty: FaultyAws;
  let provider: ProviderProcess;
  const { checkout, ground, aws, emulator } = rig(apps.boring, { provider: "started" });
  const overrides = join(checkout.infra, "overrides.ts");
  let own: string;

  beforeAll(async () => {
    faulty = await faultyAws(ground().awsUrl);
    own = readFileSync(overrides, "utf8");
    const reached = { ...ground(), awsUrl: faulty.url };
    provider = await startProviderProcess(reached, { cwd: checkout.infra });
  });
  afterAll(() => {
    provider?.stop();
    faulty?.stop();
  });

  /** Whether the provider can be had at all is asked of one that the engine starts. */
  const thunderhead = (
    words: readonly string[],
    { url = faulty.url, atStart }: Pick<Provoked, "url" | "atStart"> = {},
  ): Promise<Ended> => {
    const attached = atStart ? {} : { providerPort: provider.port };
    const env = commandEnvironment({ ...ground(), awsUrl: url, ...attached });
    return ended(start(words, { cwd: checkout.app, env }));
  };

  test("says what it needs, and asks nobody who is not there", async () => {
    const { code, stderr } = await thunderhead(["deploy"]);
    expect({ code, stderr }).toMatchObject({
      code: 4,
      stderr: expect.stringContaining("--stack dev"),
    });
    expect(await left(aws())).toEqual([]);
  });

  // Each on a stack of its own: what an earlier refusal let through would not be asked for again.
  test.each(provoked)("$slug", async ({ faults = [], transform, slug, says, ...way }) => {
    faulty.refuse(...faults);
    writeFileSync(overrides, transform === undefined ? own : transformed(transform));
    const words = ["deploy", "--stack", slug.slice("deploy/".length), "--yes"];
    const { code, stderr } = await thunderhead(words, way);
    await emulator().reset();
    expect(stderr).toContain(slug);
    for (const one of says) expect(stderr).toContain(one);
    expect(code).toBe(1);
  });
});

interface Provoked {
  readonly slug: string;
  readonly says: readonly string[];
  readonly faults?: readonly Fault[];
  readonly transform?: string;
  readonly url?: string;
  /** Refused when the provider is configured. */
  readonly atStart?: true;
}

const who = "arn:aws:iam::123456789012:user/ci";
const provoked: readonly Provoked[] = [
  {
    slug: "deploy/cloud-unreachable",
    says: ["127.0.0.1:1"],
    url: "http://127.0.0.1:1",
    atStart: true,
  },
  {
    slug: "deploy/credentials",
    says: ["ExpiredToken", "aws sso login"],
    atStart: true,
    faults: [
      {
        action: "GetCallerIdentity",
        status: 403,
        code: "ExpiredToken",
        message: "The security token included in the request is expired",
      },
    ],
  },
  {
    slug: "deploy/name-too-long",
    says: ["32 characters", "app.ts:16"],
    transform:
      'type === "aws:lb/targetGroup:TargetGroup", name: "a-name-that-is-longer-than-aws-allows"',
  },
  {
    slug: "deploy/name-taken",
    says: ["EntityAlreadyExists", "controller"],
    // Two roles of one name: whichever comes second finds it taken.
    transform: 'type === "aws:iam/role:Role", name: "taken"',
  },
  {
    slug: "deploy/permission-denied",
    says: ["elasticfilesystem:CreateFileSystem", who, "app.ts:7"],
    faults: [
      {
        action: "POST /2015-02-01/file-systems",
        status: 403,
        code: "AccessDeniedException",
        message: `User: ${who} is not authorized to perform: elasticfilesystem:CreateFileSystem on the specified resource`,
      },
    ],
  },
];

/** `condition, property: value` as a transform of `overrides.ts`. */
function transformed(rule: string): string {
  const [condition = "", property = ""] = rule.split(/, (?=\w+: )/);
  return `import * as pulumi from "@pulumi/pulumi";
pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
  ${condition} ? { props: { ...props, ${property} }, opts } : undefined,
);
`;
}
