// Machines that compute together, all or none: one group and one cluster placement group in each
// zone, for machines of one placement group never span zones, and a group over several would wait
// for ever. The controller tries zone after zone.
import type { Group } from "@pulumi/aws/autoscaling/index.js";
import * as ec2 from "@pulumi/aws/ec2/index.js";
import * as rules from "@pulumi/aws/vpc/index.js";
import * as pulumi from "@pulumi/pulumi";
import { type Fabric, isPrivate } from "./fabric.ts";
import { machineGroup, purchases } from "./group.ts";
import { machineTemplate, type Reservation } from "./machine.ts";
import type { Work } from "./work.ts";
import { workParts } from "./work-access.ts";
import { reservedAs, type WorkMachinesArgs } from "./work-machines.ts";

export interface GangMachinesArgs extends WorkMachinesArgs {
  /** How many start together. */
  machines: number;
  /** How many gangs may run at a time; one unless given. */
  gangs?: number;
  /** Put them close to each other; small and burstable types cannot be. */
  cluster?: boolean;
  /** Network cards of each that bypass the kernel. */
  fabric?: Fabric;
}

export class GangMachines extends pulumi.ComponentResource {
  readonly label: string;
  readonly works: readonly Work[];
  readonly role: pulumi.Output<string>;
  readonly groups: readonly Group[];
  readonly groupNames: pulumi.Output<string[]>;
  readonly reservation: Reservation | undefined;

  constructor(name: string, args: GangMachinesArgs, options?: pulumi.ComponentResourceOptions) {
    super("thunderhead:aws:GangMachines", name, {}, options);
    const { platform, image, instanceTypes, disk, machines, zones } = args;
    const works = args.works.flat();
    const mine = { parent: this };
    const { named, role, profile, firewall, targets } = workParts(name, { platform, works }, mine);
    admitEachOther(name, firewall, mine);
    this.label = name;
    this.role = role.arn;
    this.works = works;
    this.reservation = args.reservation;
    const subnets = isPrivate(args.fabric)
      ? platform.network.inPrivate(zones)
      : platform.network.in(zones);
    const bought = purchases(args.spot ?? false);
    const byZone = subnets.map((subnet) => {
      const here = `${name}-${subnet.zone}`;
      const cluster = args.cluster
        ? new ec2.PlacementGroup(here, { strategy: "cluster", tags: named }, mine)
        : undefined;
      const template = machineTemplate(
        here,
        {
          platform,
          profile,
          firewall,
          image,
          disk,
          named,
          fabric: args.fabric,
          containers: args.containers ?? false,
          ...reservedAs(args),
          ...(cluster && { placementGroup: cluster.name }),
        },
        mine,
      );
      return bought.map(({ suffix, spot }) =>
        machineGroup(
          `${here}${suffix}`,
          {
            template,
            instanceTypes,
            spot,
            block: args.reservation?.block ?? false,
            machines: machines * (args.gangs ?? 1),
            subnets: [subnet],
            targets,
            named,
          },
          mine,
        ),
      );
    });
    // Every zone is asked for what is cheaper before any is asked for the other.
    this.groups = bought.flatMap((_, at) => byZone.flatMap((groups) => groups[at] ?? []));
    this.groupNames = pulumi.all(this.groups.map((group) => group.name));
    this.registerOutputs({ groups: this.groupNames });
  }
}

/** All traffic both ways within the gang: EFA asks for this very pair of rules. */
function admitEachOther(
  name: string,
  firewall: ec2.SecurityGroup,
  options: pulumi.ResourceOptions,
): void {
  const within = {
    securityGroupId: firewall.id,
    referencedSecurityGroupId: firewall.id,
    ipProtocol: "-1",
  };
  new rules.SecurityGroupIngressRule(`${name}-gang`, within, options);
  new rules.SecurityGroupEgressRule(`${name}-gang`, within, options);
}
