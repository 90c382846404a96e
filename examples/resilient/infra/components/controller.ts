// The flow, its API and its console, on one small machine that comes back by itself. It starts and
// ends the machines of works one by one, and may do so to machines with the app's tag only.
import * as autoscaling from "@pulumi/aws/autoscaling/index.js";
import * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import * as ec2 from "@pulumi/aws/ec2/index.js";
import * as efs from "@pulumi/aws/efs/index.js";
import type * as iam from "@pulumi/aws/iam/index.js";
import * as rules from "@pulumi/aws/vpc/index.js";
import * as pulumi from "@pulumi/pulumi";
import { groupTags, untouched } from "./group.ts";
import { allow, type Grant, machineProfile, machineTemplate } from "./machine.ts";
import type { Image, Platform } from "./platform.ts";
import type { Service } from "./work.ts";

export interface ControllerArgs {
  platform: Platform;
  image: Image;
  instanceType: string;
  /** GiB */
  disk: number;
  /** Where people reach the console; without a domain only through a forwarded port. */
  console?: Service;
}

const agentPort = 7502;

export class Controller extends pulumi.ComponentResource {
  readonly firewall: ec2.SecurityGroup;
  readonly role: iam.Role;
  /** Once, with what its machine boots from: before all of that lies there, none is started. */
  readonly start: (after: pulumi.Resource[]) => autoscaling.Group;

  constructor(
    name: string,
    { platform, image, instanceType, disk, console }: ControllerArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("thunderhead:aws:Controller", name, {}, options);
    const mine = { parent: this };
    const { app, network, volume } = platform;
    const named = { ...platform.tags, Name: `${app}/${name}`, "thunderhead:group": name };
    const logs = new cloudwatch.LogGroup(
      name,
      {
        name: `/thunderhead/${app}/${name}`,
        retentionInDays: 30,
        ...(platform.kmsKey && { kmsKeyId: platform.kmsKey }),
        tags: named,
      },
      mine,
    );
    const volumeRoot = rootOfVolume(name, platform, mine);
    const grants = [
      ...ledgerGrants(platform, logs),
      ...machineGrants(app),
      ...collectorGrants(platform, volumeRoot),
    ];
    const { role, profile } = machineProfile(name, { platform, grants }, mine);
    this.role = role;
    this.firewall = new ec2.SecurityGroup(
      name,
      { vpcId: network.id, description: "The controller: agents from inside", tags: named },
      mine,
    );
    const from = { securityGroupId: this.firewall.id, ipProtocol: "tcp" };
    new rules.SecurityGroupIngressRule(
      `${name}-agents`,
      { ...from, fromPort: agentPort, toPort: agentPort, cidrIpv4: network.cidr },
      mine,
    );
    new rules.SecurityGroupEgressRule(
      `${name}-out`,
      { securityGroupId: this.firewall.id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
      mine,
    );
    if (console) {
      new rules.SecurityGroupIngressRule(
        `${name}-console`,
        {
          ...from,
          fromPort: console.port,
          toPort: console.port,
          referencedSecurityGroupId: console.from,
        },
        mine,
      );
    }
    if (volume) {
      new rules.SecurityGroupIngressRule(
        `${name}-volume`,
        {
          securityGroupId: volume.firewall.id,
          ipProtocol: "tcp",
          fromPort: 2049,
          toPort: 2049,
          referencedSecurityGroupId: this.firewall.id,
        },
        mine,
      );
    }
    const template = machineTemplate(
      name,
      {
        platform,
        profile,
        firewall: this.firewall,
        image,
        instanceType,
        disk: { gib: disk },
        volumeRoot: volumeRoot?.id,
        named,
      },
      mine,
    );
    this.start = (after) =>
      new autoscaling.Group(
        name,
        {
          // None while asleep; two during a hand-over, when the journal decides who leads.
          minSize: 0,
          maxSize: 2,
          desiredCapacity: 1,
          vpcZoneIdentifiers: network.in(console?.zones).map(({ id }) => id),
          launchTemplate: { id: template.id, version: "$Latest" },
          targetGroupArns: console?.targets ? [console.targets] : [],
          ...untouched,
          // Unlike a work's machine this one is to be replaced when it fails.
          protectFromScaleIn: false,
          suspendedProcesses: ["AZRebalance", "InstanceRefresh"],
          tags: groupTags(named),
        },
        {
          ...mine,
          ignoreChanges: ["desiredCapacity"],
          // Nor before the network has its way out and the volume its policy.
          dependsOn: [...after, network, ...(volume ? [volume] : [])],
        },
      );
    this.registerOutputs({});
  }
}

function ledgerGrants({ bundles, data, journal }: Platform, logs: cloudwatch.LogGroup): Grant[] {
  return [
    allow("s3:GetObject", pulumi.interpolate`${bundles.arn}/flow/*`),
    // Snapshots, which replace older ones, and what is too big for the journal.
    allow(
      ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      pulumi.interpolate`${data.arn}/controller/*`,
    ),
    allow(
      ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query"].map((verb) => `dynamodb:${verb}`),
      journal.arn,
    ),
    allow(["logs:CreateLogStream", "logs:PutLogEvents"], pulumi.interpolate`${logs.arn}:*`),
  ];
}

/**
 * By tag: as many statements for a thousand works as for one. Fleets and descriptions have no
 * names.
 */
const machineGrants = (app: string): Grant[] => [
  allow(
    ["LaunchInstances", "SetDesiredCapacity", "TerminateInstanceInAutoScalingGroup"].map(
      (verb) => `autoscaling:${verb}`,
    ),
    "*",
    { StringEquals: { "aws:ResourceTag/thunderhead:app": app } },
  ),
  allow(
    [
      "autoscaling:DescribeAutoScalingGroups",
      "autoscaling:DescribeScalingActivities",
      "ec2:CreateFleet",
      "ec2:DescribeInstances",
      "ec2:DescribeLaunchTemplateVersions",
    ],
    "*",
  ),
];

/**
 * Old versions of all Paths are deleted by the controller, which needs the root of the volume for
 * that.
 */
const rootOfVolume = (
  name: string,
  { volume, tags }: Platform,
  options: pulumi.ResourceOptions,
): efs.AccessPoint | undefined =>
  volume &&
  new efs.AccessPoint(
    name,
    { fileSystemId: volume.id, rootDirectory: { path: "/" }, tags },
    options,
  );

function collectorGrants({ volume }: Platform, point: efs.AccessPoint | undefined): Grant[] {
  if (!volume || !point) return [];
  const actions = ["Mount", "Write", "RootAccess"].map((it) => `elasticfilesystem:Client${it}`);
  const here = { StringEquals: { "elasticfilesystem:AccessPointArn": point.arn } };
  return [allow(actions, volume.arn, here)];
}
