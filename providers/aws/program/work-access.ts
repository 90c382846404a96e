// What the machines of some works may do and whom they admit: derived from the works, nothing
// beside.
import * as ec2 from "@pulumi/aws/ec2/index.js";
import type { AccessPoint } from "@pulumi/aws/efs/index.js";
import * as rules from "@pulumi/aws/vpc/index.js";
import * as pulumi from "@pulumi/pulumi";
import { allow, type Grant } from "./machine.ts";
import type { Platform, Tags } from "./platform.ts";
import type { Work } from "./work.ts";

export function workGrants(platform: Platform, works: readonly Work[]): Grant[] {
  const { bundles, data, journal } = platform;
  const grants = works.flatMap((work) => [
    allow("s3:GetObject", pulumi.interpolate`${bundles.arn}/works/${work.id}/*`),
    allow(["logs:CreateLogStream", "logs:PutLogEvents"], pulumi.interpolate`${work.logs.arn}:*`),
    ...(work.paths ? [mount(platform, work.paths.own, ["Mount", "Write"])] : []),
    ...work
      .reads()
      .flatMap(({ paths }) => (paths ? [mount(platform, paths.versions, ["Mount"])] : [])),
    ...work.uses.secrets.map((name) => allow("ssm:GetParameter", parameter(platform, name))),
    ...work.uses.drives.flatMap((drive) => [
      allow(
        ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        pulumi.interpolate`${data.arn}/drives/${drive}/*`,
      ),
      allow("s3:ListBucket", data.arn, { StringLike: { "s3:prefix": [`drives/${drive}/*`] } }),
    ]),
    ...work.uses.mounts.flatMap(({ bucket, prefix }) => [
      allow("s3:GetObject", `arn:aws:s3:::${bucket}/${prefix}*`),
      allow("s3:ListBucket", `arn:aws:s3:::${bucket}`, {
        StringLike: { "s3:prefix": [`${prefix}*`] },
      }),
    ]),
  ]);
  // Who leads, and whether an attempt is still the current one: all that a cut-off machine needs.
  const records = ["leader", ...works.map(({ id }) => `fence/${id}`)];
  const fence = allow("dynamodb:GetItem", journal.arn, {
    "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": records },
  });
  return [fence, ...unique(grants)];
}

function mount({ volume }: Platform, point: AccessPoint, actions: string[]): Grant {
  if (!volume) throw new Error("A work uses Paths, but storage.ts has no volume.");
  return allow(
    actions.map((action) => `elasticfilesystem:Client${action}`),
    volume.arn,
    { StringEquals: { "elasticfilesystem:AccessPointArn": point.arn } },
  );
}

/**
 * Partition and account are those of the journal; a parameter that does not exist has no ARN to ask
 * for.
 */
const parameter = ({ app, network, journal }: Platform, name: string): pulumi.Output<string> =>
  journal.arn.apply((arn) => {
    const [, partition = "aws", , , account = ""] = arn.split(":");
    return `arn:${partition}:ssm:${network.region}:${account}:parameter/thunderhead/${app}/${name}`;
  });

/** Two works of one machine may read the same: once is enough. */
const unique = (grants: readonly Grant[]): Grant[] => [...new Set(grants)];

export function workFirewall(
  name: string,
  { platform, works, named }: { platform: Platform; works: readonly Work[]; named: Tags },
  options: pulumi.ResourceOptions,
): ec2.SecurityGroup {
  const { network, volume } = platform;
  const firewall = new ec2.SecurityGroup(
    name,
    { vpcId: network.id, description: `Machines of ${name}`, tags: named },
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
