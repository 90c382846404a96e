// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders read `"${volume.id}"`.
import { describe, expect, test } from "vitest";
import type { Effect, JsonObject, ReviewedChange, ReviewedResource } from "#plan/review.ts";
import { awsReview } from "#providers/aws/review/review.ts";

const resource = (
  type: string,
  name: string,
  inputs: JsonObject = {},
  component?: string,
): ReviewedResource => ({
  type: `aws:${type}`,
  name,
  urn: `urn:pulumi:dev::app::aws:${type}::${name}`,
  inputs,
  options: {},
  component,
});

const firewall = resource("ec2/securityGroup:SecurityGroup", "web");
const rule = (inputs: JsonObject) =>
  resource("vpc/securityGroupIngressRule:SecurityGroupIngressRule", "rule", {
    securityGroupId: "${web.id}",
    ...inputs,
  });
const template = resource("ec2/launchTemplate:LaunchTemplate", "gpu", {
  vpcSecurityGroupIds: ["${web.id}"],
});
const group = resource("autoscaling/group:Group", "gpu", {
  // Two at work, each with room for its successor.
  maxSize: 4,
  mixedInstancesPolicy: {
    launchTemplate: {
      launchTemplateSpecification: { launchTemplateId: "${gpu.id}" },
      overrides: [{ instanceType: "p4d.24xlarge" }],
    },
  },
});

describe("who gets in", () => {
  const doors = (...resources: readonly ReviewedResource[]) => awsReview.read(resources).doors;

  test("straight to machines, where a rule is added by hand", () => {
    const ssh = rule({ cidrIpv4: "0.0.0.0/0", fromPort: 22, toPort: 22 });
    expect(doors(firewall, template, group, ssh)).toEqual([
      {
        name: "gpu",
        label: "gpu :22 of its machines",
        over: "its public address, no login",
        networks: ["0.0.0.0/0"],
      },
    ]);
  });

  test("by a rule of the old kind, and by one within the group", () => {
    const old = resource("ec2/securityGroupRule:SecurityGroupRule", "old", {
      type: "ingress",
      securityGroupId: "${web.id}",
      cidrBlocks: ["10.0.0.0/8", "192.0.2.0/24"],
      protocol: "-1",
      fromPort: 0,
      toPort: 0,
    });
    expect(doors(firewall, template, group, old)[0]).toMatchObject({
      label: "gpu every port of its machines",
      networks: ["10.0.0.0/8", "192.0.2.0/24"],
    });
    const within = {
      ...firewall,
      inputs: { ingress: [{ cidrBlocks: ["192.0.2.1/32"], fromPort: 80, toPort: 90 }] },
    };
    expect(doors(within, template, group)[0]).toMatchObject({
      label: "gpu :80–90 of its machines",
      networks: ["192.0.2.1/32"],
    });
  });

  test("not from inside the network, nor through an internal balancer", () => {
    const network = resource("ec2/vpc:Vpc", "network", { cidrBlock: "10.20.0.0/16" });
    const inside = rule({ cidrIpv4: "10.20.0.0/16", fromPort: 7502, toPort: 7502 });
    expect(doors(network, firewall, template, group, inside)).toEqual([]);
    const balancer = resource("lb/loadBalancer:LoadBalancer", "internal", {
      internal: true,
      securityGroups: ["${web.id}"],
    });
    const listener = resource("lb/listener:Listener", "internal", {
      loadBalancerArn: "${internal.arn}",
      port: 80,
      defaultActions: [{ type: "forward" }],
    });
    const outside = rule({ cidrIpv4: "0.0.0.0/0", fromPort: 80, toPort: 80 });
    expect(doors(firewall, balancer, listener, outside)).toEqual([]);
  });

  test("to buckets with a public policy, and to volumes that refuse nobody", () => {
    const policy = resource("s3/bucketPolicy:BucketPolicy", "p", {
      bucket: "${models.id}",
      policy: JSON.stringify({
        Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "x" }],
      }),
    });
    const volume = resource("efs/fileSystem:FileSystem", "volume");
    expect(doors(policy, volume).map(({ name }) => name)).toEqual(["models", "volume"]);
    const deny = resource("efs/fileSystemPolicy:FileSystemPolicy", "volume", {
      fileSystemId: "${volume.id}",
      policy: '{"Statement":[{"Effect":"Deny"}]}',
    });
    expect(doors(volume, deny)).toEqual([]);
  });
});

describe("what roles may do", () => {
  const grants = (statement: JsonObject) =>
    awsReview.read([
      resource("efs/accessPoint:AccessPoint", "prep-versions", {}, "prep"),
      resource(
        "iam/rolePolicy:RolePolicy",
        "train",
        {
          role: "${train.id}",
          policy: JSON.stringify({ Statement: [{ Effect: "Allow", ...statement }] }),
        },
        "train",
      ),
    ]).grants;

  test("in words of the app, where the app has words for it", () => {
    const read = grants({
      Action: "elasticfilesystem:ClientMount",
      Resource: "${volume.arn}",
      Condition: {
        StringEquals: { "elasticfilesystem:AccessPointArn": ["${prep-versions.arn}"] },
      },
    });
    expect(read).toEqual([
      {
        who: "train",
        verb: "read",
        what: "prep's Paths",
        pathsOf: "prep",
        routine: false,
        wide: false,
        actions: ["elasticfilesystem:ClientMount"],
        on: ["${volume.arn}"],
      },
    ]);
    const secret = grants({
      Action: "ssm:GetParameter",
      Resource: "arn:aws:ssm:eu-central-1:1:parameter/thunderhead/app-dev/HF_TOKEN",
    });
    expect(secret[0]).toMatchObject({ verb: "read", what: "secret HF_TOKEN", wide: false });
    const mount = grants({ Action: "s3:GetObject", Resource: "arn:aws:s3:::models/llama*" });
    expect(mount[0]).toMatchObject({ verb: "read", what: "objects s3://models/llama*" });
  });

  test("as it stands where it is somebody's own, and marked where it is for everything", () => {
    expect(grants({ Action: ["ec2:RunInstances"], Resource: "*" })).toMatchObject([
      { verb: "call ec2:RunInstances on", what: "everything", wide: true, routine: false },
    ]);
    const [attached] = awsReview.read([
      resource("iam/rolePolicyAttachment:RolePolicyAttachment", "admin", {
        role: "${train.name}",
        policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
    ]).grants;
    expect(attached).toMatchObject({
      who: "the train machine",
      what: "policy AdministratorAccess",
      wide: true,
    });
  });

  test("code, logs and the fence are everybody's", () => {
    const fence = { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["leader"] } };
    const all = [
      grants({ Action: "s3:GetObject", Resource: ["${bundles.arn}/works/abcd/*"] }),
      grants({ Action: ["logs:PutLogEvents"], Resource: "${train.arn}:*" }),
      grants({ Action: "dynamodb:GetItem", Resource: "${journal.arn}", Condition: fence }),
    ].flat();
    expect(all.every(({ routine }) => routine)).toBe(true);
  });
});

test("what costs money and has no price is named", () => {
  const { unpriced, prices } = awsReview.read([
    resource("rds/instance:Instance", "db"),
    resource("ec2/eip:Eip", "fixed"),
    resource("s3/bucket:Bucket", "data"),
  ]);
  expect(unpriced).toEqual(["aws:rds/instance:Instance"]);
  expect(prices.map(({ standing }) => standing)).toEqual([3.65]);
});

test("a quota counts what runs at once, by how it is bought", () => {
  const spot = {
    ...group,
    name: "spot",
    urn: "spot",
    inputs: {
      ...group.inputs,
      mixedInstancesPolicy: {
        launchTemplate: { overrides: [{ instanceType: "p5.48xlarge" }] },
        instancesDistribution: { onDemandPercentageAboveBaseCapacity: 0 },
      },
    },
  };
  const { quotas } = awsReview.read([template, group, spot]);
  expect(quotas.map(({ code, need, fresh }) => [code, need, fresh])).toEqual([
    ["L-417A185B", 192, 0],
    ["L-C4BD4855", 384, 0],
  ]);
  expect(quotas[0]?.command).toContain("--quota-code L-417A185B --desired-value 192");
});

const change = (
  type: string,
  fate: ReviewedChange["fate"],
  {
    paths = [],
    before = {},
    after = {},
  }: { paths?: string[]; before?: JsonObject; after?: JsonObject } = {},
): ReviewedChange => ({
  fate,
  paths,
  before: fate === "created" ? undefined : resource(type, "x", before),
  after: fate === "deleted" ? undefined : resource(type, "x", after),
});

test.each<[string, Effect, ReviewedChange]>([
  ["a policy", "keeps", change("iam/rolePolicy:RolePolicy", "updated", { paths: ["policy"] })],
  [
    "health",
    "keeps",
    change("lb/targetGroup:TargetGroup", "updated", { paths: ["healthCheck.path"] }),
  ],
  ["code", "keeps", change("s3/bucketObjectv2:BucketObjectv2", "replaced", { paths: ["key"] })],
  [
    "an image",
    "next",
    change("ec2/launchTemplate:LaunchTemplate", "updated", { paths: ["imageId"] }),
  ],
  [
    "tags",
    "keeps",
    change("ec2/launchTemplate:LaunchTemplate", "updated", { paths: ["tags.Name"] }),
  ],
  [
    "an instance type",
    "next",
    change("autoscaling/group:Group", "updated", {
      paths: ["mixedInstancesPolicy.launchTemplate.overrides[0].instanceType"],
    }),
  ],
  [
    "fewer machines",
    "interrupts",
    change("autoscaling/group:Group", "updated", { before: { maxSize: 4 }, after: { maxSize: 2 } }),
  ],
  ["a group", "interrupts", change("autoscaling/group:Group", "replaced")],
  ["an access point", "interrupts", change("efs/accessPoint:AccessPoint", "replaced")],
  ["a subnet", "interrupts", change("ec2/subnet:Subnet", "deleted")],
  [
    "the way to files",
    "interrupts",
    change("vpc/securityGroupIngressRule:SecurityGroupIngressRule", "deleted", {
      before: { fromPort: 2049 },
    }),
  ],
  [
    "a caller's network",
    "keeps",
    change("vpc/securityGroupIngressRule:SecurityGroupIngressRule", "deleted", {
      before: { fromPort: 8080, cidrIpv4: "192.0.2.0/24" },
    }),
  ],
  ["what is new", "keeps", change("ec2/subnet:Subnet", "created")],
])("a change of %s: %s", (_, effect, one) => {
  expect(awsReview.effect(one)).toBe(effect);
});
