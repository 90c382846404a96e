// What the machines of some works may do and whom they admit: derived from the works, nothing
// beside.
import * as ec2 from "@pulumi/aws/ec2/index.js";
import type { AccessPoint } from "@pulumi/aws/efs/index.js";
import * as rules from "@pulumi/aws/vpc/index.js";
import * as pulumi from "@pulumi/pulumi";
import { allow, type Grant, machineProfile } from "./machine.ts";
import type { Platform, Tags } from "./platform.ts";
import type { Work } from "./work.ts";

/** What all machines of these works have in common, in whatever groups they start. */
export function workParts(
  name: string,
  { platform, works }: { platform: Platform; works: readonly Work[] },
  options: pulumi.ResourceOptions,
) {
  const named: Tags = {
    ...platform.tags,
    Name: `${platform.app}/${name}`,
    "thunderhead:group": name,
  };
  const grants = workGrants(platform, works);
  return {
    named,
    ...machineProfile(name, { platform, grants }, options),
    firewall: workFirewall(name, { platform, works, named }, options),
    targets: works.flatMap(({ service }) => service?.targets ?? []),
  };
}

/** One statement a kind, however many works: a role's policies end at 10,240 characters. */
function workGrants(platform: Platform, works: readonly Work[]): Grant[] {
  const { bundles, data, journal, volume } = platform;
  const own = works.flatMap(({ paths }) => paths?.own ?? []);
  const read = [...new Set(works.flatMap(({ reads }) => reads()))];
  const versions = read.flatMap(({ paths }) => paths?.versions ?? []);
  const secrets = [...new Set(works.flatMap(({ uses }) => uses.secrets))];
  const drives = [...new Set(works.flatMap(({ uses }) => uses.drives))];
  return [
    allow(
      "s3:GetObject",
      works.map(({ id }) => pulumi.interpolate`${bundles.arn}/works/${id}/*`),
    ),
    // Python environments, which one machine of the group builds for all that come after it. They
    // go by the first work's id, which no rename changes.
    ...works
      .slice(0, works.some(({ uses }) => uses.requirements) ? 1 : 0)
      .map(({ id }) =>
        allow(
          ["s3:GetObject", "s3:PutObject"],
          pulumi.interpolate`${bundles.arn}/environments/${id}/*`,
        ),
      ),
    allow(
      ["logs:CreateLogStream", "logs:PutLogEvents"],
      works.map(({ logs }) => pulumi.interpolate`${logs.arn}:*`),
    ),
    // Who leads, and whether an attempt is still the current one: all that a cut-off machine needs.
    allow("dynamodb:GetItem", journal.arn, {
      "ForAllValues:StringLike": {
        "dynamodb:LeadingKeys": [
          "leader",
          ...works.map(({ id, elements }) => `fence/${id}${elements ? "-*" : ""}`),
        ],
      },
    }),
    ...mount(volume, own, ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]),
    ...mount(volume, versions, ["elasticfilesystem:ClientMount"]),
    ...some(secrets, (names) =>
      allow(
        "ssm:GetParameter",
        names.map((name) => parameter(platform, name)),
      ),
    ),
    ...some(drives, (names) =>
      allow(
        ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
        names.map((name) => pulumi.interpolate`${data.arn}/drives/${name}/*`),
      ),
    ),
    ...some(drives, (names) =>
      allow("s3:ListBucket", data.arn, {
        StringLike: { "s3:prefix": names.map((name) => `drives/${name}/*`) },
      }),
    ),
    ...works.flatMap(({ uses }) => uses.mounts.flatMap((mount) => mountGrants(platform, mount))),
  ];
}

const mountGrants = (
  platform: Platform,
  { bucket, prefix }: { bucket: string; prefix: string },
): Grant[] => {
  const arn = home(platform).apply(({ partition }) => `arn:${partition}:s3:::${bucket}`);
  return [
    allow("s3:GetObject", pulumi.interpolate`${arn}/${prefix}*`),
    allow("s3:ListBucket", arn, { StringLike: { "s3:prefix": [`${prefix}*`] } }),
  ];
};

const some = <Item>(items: Item[], grant: (items: Item[]) => Grant): Grant[] =>
  items.length > 0 ? [grant(items)] : [];

/** Without ClientWrite the same mount is read-only. */
const mount = (volume: Platform["volume"], points: AccessPoint[], actions: string[]): Grant[] =>
  some(points, (all) => {
    if (!volume) throw new Error("A work uses Paths, but storage.ts has no volume.");
    const arns = all.map(({ arn }) => arn);
    return allow(actions, volume.arn, {
      StringEquals: { "elasticfilesystem:AccessPointArn": arns },
    });
  });

/** Partition and account, as the journal has them: what is not there yet has no ARN to ask for. */
const home = ({ journal }: Platform): pulumi.Output<{ partition: string; account: string }> =>
  journal.arn.apply((arn) => {
    const [, partition = "aws", , , account = ""] = arn.split(":");
    return { partition, account };
  });

const parameter = (platform: Platform, name: string): pulumi.Output<string> =>
  home(platform).apply(({ partition, account }) => {
    const { app, network } = platform;
    return `arn:${partition}:ssm:${network.region}:${account}:parameter/thunderhead/${app}/${name}`;
  });

function workFirewall(
  name: string,
  { platform, works, named }: { platform: Platform; works: readonly Work[]; named: Tags },
  options: pulumi.ResourceOptions,
): ec2.SecurityGroup {
  const { network, volume } = platform;
  const firewall = new ec2.SecurityGroup(
    name,
    // A description can never be changed, so it names nothing that may be renamed.
    { vpcId: network.id, description: "Machines of works, and whom they admit", tags: named },
    options,
  );
  new rules.SecurityGroupEgressRule(
    `${name}-out`,
    { securityGroupId: firewall.id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
    options,
  );
  const admit = (
    rule: string,
    to: pulumi.Input<string>,
    port: number,
    from: pulumi.Input<string>,
  ) =>
    new rules.SecurityGroupIngressRule(
      `${name}-${rule}`,
      {
        securityGroupId: to,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        referencedSecurityGroupId: from,
      },
      options,
    );
  for (const { service } of works) {
    if (service) admit(String(service.port), firewall.id, service.port, service.from);
  }
  const usesPaths = works.some(({ paths, reads }) => paths || reads().length > 0);
  if (volume && usesPaths) admit("volume", volume.firewall.id, 2049, firewall.id);
  return firewall;
}
