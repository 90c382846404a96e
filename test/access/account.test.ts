// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is known after `up` reads `"${volume.arn}"`.
/**
 * What is the account's own and the program has to keep to: its key, boundary, tags, network and file system, in
 * whatever partition; and what each machine and balancer has besides.
 */
import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "#plan/review.ts";
import { defaultWorkSettings } from "#protocol/settings.ts";
import type { AwsOptions } from "#providers/aws/options.ts";
import type { Registered } from "#review/registration.ts";
import { compute, graphOf } from "../plan/graphs.ts";
import { registeredBy } from "./registered.ts";

const plain = graphOf({
  prep: { paths: { out: "out/" }, secrets: ["HF_TOKEN"], drives: ["cache"] },
  train: { compute: compute("gpu", { interruptible: true }), reads: ["prep.out"] },
  boxed: { compute: compute("cpu-medium") },
  serve: { port: 8080, reads: ["prep.out"] },
});
const graph = {
  ...plain,
  components: plain.components.map((one) =>
    one.name === "boxed" && one.kind === "work"
      ? {
          ...one,
          settings: {
            ...defaultWorkSettings,
            build: { ...defaultWorkSettings.build, image: "ghcr.io/acme/tools:1" },
          },
        }
      : one,
  ),
};

const arn = (partition: string, rest: string): string => `arn:${partition}:${rest}`;

const own = (partition: string, region: string): Partial<AwsOptions> => ({
  region,
  zones: ["a1-az1", "a1-az2"],
  access: {
    kind: "https",
    domain: "ml.example.org",
    certificate: arn(partition, `acm:${region}:123456789012:certificate/1a2b`),
  },
  network: {
    vpc: "vpc-0a1b",
    cidr: "10.1.0.0/16",
    subnets: { "a1-az1": "subnet-0a", "a1-az2": "subnet-0b" },
  },
  volume: arn(partition, `elasticfilesystem:${region}:123456789012:file-system/fs-0c`),
  tags: { team: "vision" },
  permissionsBoundary: arn(partition, "iam::123456789012:policy/boundary"),
  kmsKey: arn(partition, `kms:${region}:123456789012:key/1a2b`),
});

describe.each([
  ["aws-us-gov", "us-gov-west-1", "ec2.amazonaws.com"],
  ["aws-cn", "cn-north-1", "ec2.amazonaws.com.cn"],
])("an account of %s that has all of it already", (partition, region, machines) => {
  let all: readonly Registered[] = [];
  const of = (type: string): readonly JsonObject[] =>
    all.filter((one) => one.type === `aws:${type}`).map(({ inputs }) => inputs);

  beforeAll(async () => {
    all = await registeredBy(graph, { options: own(partition, region) });
  }, 120_000);

  test("no ARN is of another partition", () => {
    // A parameter's is put together from the journal's, which is not known before `up`.
    const text = JSON.stringify(all.map(({ inputs }) => inputs)).replaceAll(
      /arn:aws:ssm:[^:]*::/g,
      "",
    );
    expect(new Set(text.match(/arn:aws[a-z-]*:/g))).toEqual(new Set([`arn:${partition}:`]));
    for (const { assumeRolePolicy } of of("iam/role:Role"))
      expect(assumeRolePolicy).toContain(`"${machines}"`);
  });

  test("its network and file system are used, and none is made", () => {
    for (const made of ["Vpc", "Subnet", "InternetGateway", "RouteTable", "VpcEndpoint"])
      expect(all.filter(({ type }) => type.endsWith(`:${made}`))).toEqual([]);
    expect(of("efs/fileSystem:FileSystem")).toEqual([]);
    expect(of("acm/certificate:Certificate")).toEqual([]);
    for (const { vpcId } of of("ec2/securityGroup:SecurityGroup")) expect(vpcId).toBe("vpc-0a1b");
    for (const { fileSystemId } of of("efs/accessPoint:AccessPoint"))
      expect(fileSystemId).toBe("fs-0c");
    const places = of("autoscaling/group:Group").flatMap(
      ({ vpcZoneIdentifiers }) => vpcZoneIdentifiers ?? [],
    );
    expect(new Set(places.flat())).toEqual(new Set(["subnet-0a", "subnet-0b"]));
  });

  test("its key, its boundary and its tags are everywhere", () => {
    const { kmsKey, permissionsBoundary } = own(partition, region);
    const keyed = JSON.stringify([
      of("ec2/launchTemplate:LaunchTemplate").map((one) => one["blockDeviceMappings"]),
      of("dynamodb/table:Table"),
      of("cloudwatch/logGroup:LogGroup"),
      of("s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
    ]);
    const wanted = ["LaunchTemplate", "Table", "LogGroup", "Bucket"].flatMap((name) =>
      all.filter(({ type }) => type.endsWith(`:${name}`)),
    );
    expect(keyed.split(`"${kmsKey}"`)).toHaveLength(wanted.length + 1);
    const roles = of("iam/role:Role");
    expect(roles.length).toBeGreaterThan(2);
    for (const role of roles) expect(role).toMatchObject({ permissionsBoundary });
    const untagged = all.filter(({ inputs: { tags } }) => tags !== undefined);
    for (const { name, type, inputs } of untagged)
      expect(JSON.stringify(inputs["tags"]), `${type} ${name}`).toMatch(/"?team"?[:,].*vision/);
  });
});

describe("machines and balancer of any account", () => {
  let all: readonly Registered[] = [];
  const named = (type: string, name: string): JsonObject =>
    all.find((one) => one.type === `aws:${type}` && one.name === name)?.inputs ?? {};

  beforeAll(async () => {
    const access = { kind: "https", domain: "ml.example.org", zoneId: "Z1" } as const;
    all = await registeredBy(graph, { options: { access } });
  }, 120_000);

  test("metadata answers the machine alone, and containers where a work has an image", () => {
    const hops = ["default", "train", "boxed", "controller"].map((name) => {
      const template = named("ec2/launchTemplate:LaunchTemplate", name);
      return [name, template["metadataOptions"]];
    });
    const options = (httpPutResponseHopLimit: number) => ({
      httpTokens: "required",
      httpPutResponseHopLimit,
    });
    expect(Object.fromEntries(hops)).toEqual({
      default: options(1),
      train: options(1),
      boxed: options(2),
      controller: options(1),
    });
  });

  test("disks are encrypted gp3, quicker for GPUs, on the image's own root device", () => {
    const disks = ["default", "train"].map(
      (name) => named("ec2/launchTemplate:LaunchTemplate", name)["blockDeviceMappings"],
    );
    expect(disks).toMatchObject([
      [{ deviceName: "/dev/xvda", ebs: { volumeType: "gp3", encrypted: "true", volumeSize: 30 } }],
      [{ deviceName: "/dev/xvda", ebs: { volumeType: "gp3", encrypted: "true", throughput: 500 } }],
    ]);
  });

  test("what may be taken away has a group on demand beside it, each of one purchase model", () => {
    const shares = ["train", "train-on-demand"].map(
      (name) => named("autoscaling/group:Group", name)["mixedInstancesPolicy"],
    );
    expect(shares).toMatchObject([
      { instancesDistribution: { onDemandPercentageAboveBaseCapacity: 0 } },
      { instancesDistribution: { onDemandPercentageAboveBaseCapacity: 100 } },
    ]);
  });

  test("the balancer speaks TLS 1.3, waits for long answers, and drops headers that are none", () => {
    expect(named("lb/listener:Listener", "services")).toMatchObject({
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode: "404" } }],
    });
    expect(named("lb/loadBalancer:LoadBalancer", "services")).toMatchObject({
      idleTimeout: 3600,
      dropInvalidHeaderFields: true,
    });
    expect(named("lb/listenerRule:ListenerRule", "serve")).toMatchObject({
      conditions: [{ hostHeader: { values: ["serve.ml.example.org"] } }],
    });
  });
});
