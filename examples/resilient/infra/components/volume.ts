// The shared store of Paths. Machines reach it through access points only, one pair per producing
// work.
import * as ec2 from "@pulumi/aws/ec2/index.js";
import * as efs from "@pulumi/aws/efs/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { Network } from "./network.ts";
import type { Tags } from "./platform.ts";

export interface VolumeArgs {
  network: Network;
  tags: Tags;
  /** Refuse to delete it, and leave it when the stack goes. */
  keep: boolean;
}

export class Volume extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Whom this firewall admits may try to mount. */
  readonly firewall: ec2.SecurityGroup;

  constructor(
    name: string,
    { network, tags, keep }: VolumeArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("thunderhead:aws:Volume", name, {}, options);
    const mine = { parent: this };
    const files = new efs.FileSystem(
      name,
      { encrypted: true, throughputMode: "elastic", tags: { ...tags, Name: name } },
      { ...mine, protect: keep, retainOnDelete: keep },
    );
    this.firewall = new ec2.SecurityGroup(
      name,
      { vpcId: network.id, description: "NFS from machines whose works use Paths", tags },
      mine,
    );
    for (const { zone, id } of network.subnets) {
      new efs.MountTarget(
        `${name}-${zone}`,
        { fileSystemId: files.id, subnetId: id, securityGroups: [this.firewall.id] },
        mine,
      );
    }
    // Without a policy EFS admits every client that reaches it; with this one, only what a role
    // allows.
    new efs.FileSystemPolicy(name, { fileSystemId: files.id, policy: denials(files.arn) }, mine);
    this.id = files.id;
    this.arn = files.arn;
    this.registerOutputs({ id: this.id });
  }
}

function denials(arn: pulumi.Output<string>): pulumi.Output<string> {
  const deny = (Sid: string, Condition: object) => ({
    Sid,
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: ["Mount", "Write", "RootAccess"].map((action) => `elasticfilesystem:Client${action}`),
    Resource: arn,
    Condition,
  });
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      deny("NoTls", { Bool: { "aws:SecureTransport": "false" } }),
      deny("NoAccessPoint", { Null: { "elasticfilesystem:AccessPointArn": "true" } }),
      deny("NoMountTarget", { Bool: { "elasticfilesystem:AccessedViaMountTarget": "false" } }),
    ],
  });
}
