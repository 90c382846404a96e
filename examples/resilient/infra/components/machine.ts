// What every machine of the app has, the controller's included: a role, a first script, a template.
import * as ec2 from "@pulumi/aws/ec2/index.js";
import * as iam from "@pulumi/aws/iam/index.js";
import * as pulumi from "@pulumi/pulumi";
import { type Fabric, fabricCards } from "./fabric.ts";
import type { Image, Platform, Tags } from "./platform.ts";

export interface Grant {
  Effect: "Allow";
  Action: string | string[];
  Resource: pulumi.Input<string> | pulumi.Input<string>[];
  Condition?: object;
}

export const allow = (
  Action: Grant["Action"],
  Resource: Grant["Resource"],
  Condition?: object,
): Grant => ({ Effect: "Allow", Action, Resource, ...(Condition && { Condition }) });

/** Grants of every machine: a session for `thunderhead logs` and `ssh`, and what it boots from. */
const everyMachine = ({ bundles, kmsKey }: Platform): Grant[] => [
  // Not AmazonSSMManagedInstanceCore: that reads every parameter of the account.
  allow(
    [
      "ssm:UpdateInstanceInformation",
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ],
    "*",
  ),
  allow("s3:GetObject", [
    pulumi.interpolate`${bundles.arn}/boot/*`,
    pulumi.interpolate`${bundles.arn}/manifest.json`,
    pulumi.interpolate`${bundles.arn}/deployment.json`,
  ]),
  ...(kmsKey ? [allow(["kms:Decrypt", "kms:GenerateDataKey"], kmsKey)] : []),
];

export function machineProfile(
  name: string,
  { platform, grants }: { platform: Platform; grants: Grant[] },
  options: pulumi.ResourceOptions,
): { role: iam.Role; profile: iam.InstanceProfile } {
  const { tags, permissionsBoundary } = platform;
  const role = new iam.Role(
    name,
    {
      assumeRolePolicy: forMachines(platform.network.region),
      ...(permissionsBoundary && { permissionsBoundary }),
      tags,
    },
    options,
  );
  const policy = pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [...everyMachine(platform), ...grants],
  });
  new iam.RolePolicy(name, { role: role.id, policy }, options);
  return { role, profile: new iam.InstanceProfile(name, { role: role.name, tags }, options) };
}

/** China's services have names of their own. */
function forMachines(region: string): string {
  const Service = `ec2.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }],
  });
}

export interface TemplateArgs {
  platform: Platform;
  profile: iam.InstanceProfile;
  firewall: ec2.SecurityGroup;
  image: Image;
  disk: { gib: number /** MiB/s */; throughput?: number };
  instanceType?: string;
  placementGroup?: pulumi.Input<string>;
  fabric?: Fabric | undefined;
  reservation?: Reservation | undefined;
  /** Works run in containers here, one network hop further. */
  containers?: boolean;
  /** Access point through which the machine reaches the whole volume. */
  volumeRoot?: pulumi.Input<string> | undefined;
  named: Tags;
}

export function machineTemplate(
  name: string,
  { platform, profile, firewall, image, disk, named, ...args }: TemplateArgs,
  options: pulumi.ResourceOptions,
): ec2.LaunchTemplate {
  const network = args.fabric
    ? { networkInterfaces: fabricCards(args.fabric, firewall) }
    : { vpcSecurityGroupIds: [firewall.id] };
  return new ec2.LaunchTemplate(
    name,
    {
      ...network,
      ...(args.instanceType && { instanceType: args.instanceType }),
      ...(args.placementGroup && { placement: { groupName: args.placementGroup } }),
      ...(args.reservation && reserved(args.reservation)),
      imageId: image.id,
      iamInstanceProfile: { arn: profile.arn },
      userData: firstScript(platform, {
        group: named["thunderhead:group"] ?? name,
        volumeRoot: args.volumeRoot,
      }),
      instanceInitiatedShutdownBehavior: "terminate",
      updateDefaultVersion: true,
      // One hop: what runs in a container on the machine does not get the machine's credentials,
      // unless it is the work itself.
      metadataOptions: {
        httpTokens: "required",
        httpPutResponseHopLimit: args.containers ? 2 : 1,
      },
      blockDeviceMappings: [
        {
          deviceName: image.rootDevice,
          ebs: {
            volumeType: "gp3",
            volumeSize: disk.gib,
            ...(disk.throughput && { throughput: disk.throughput }),
            encrypted: "true",
            ...(platform.kmsKey && { kmsKeyId: platform.kmsKey }),
          },
        },
      ],
      // A provider's default tags do not reach what a scaling group starts.
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: named,
      })),
      tags: named,
    },
    options,
  );
}

/** Capacity that is paid for already. */
export interface Reservation {
  id: string;
  /** A capacity block, which is bought as such; else an on-demand reservation. */
  block?: boolean;
  /** When the block does, and from when on EC2 takes its machines; ISO 8601. */
  ends?: string;
  taken?: string;
}

const reserved = ({ id, block }: Reservation) => ({
  capacityReservationSpecification: {
    capacityReservationTarget: { capacityReservationId: id },
  },
  ...(block && { instanceMarketOptions: { marketType: "capacity-block" } }),
});

/** It names the group and nothing of the app's code, so that new code changes no machine. */
function firstScript(
  { app, network, bundles, journal }: Platform,
  { group, volumeRoot }: { group: string } & Pick<TemplateArgs, "volumeRoot">,
) {
  const root = volumeRoot ? pulumi.interpolate` --volume-root ${volumeRoot}` : "";
  const script = pulumi.interpolate`#!/bin/bash
set -euo pipefail
export AWS_DEFAULT_REGION=${network.region}
aws s3 cp s3://${bundles.bucket}/boot/boot.sh /root/boot.sh
exec bash /root/boot.sh --app ${app} --group ${group} --bucket ${bundles.bucket} \\
  --journal ${journal.name}${root}
`;
  return script.apply((text) => {
    if (text.length > 16_384) throw new Error(`The first script of ${group} is over 16 KB.`);
    return Buffer.from(text).toString("base64");
  });
}
