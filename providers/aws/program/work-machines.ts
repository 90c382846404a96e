// The machines of one work, or of several that share them: role, firewall, launch template, and a
// group of 0…n that the controller fills and empties.
import type { Group } from "@pulumi/aws/autoscaling/index.js";
import * as pulumi from "@pulumi/pulumi";
import { machineGroup, purchases } from "./group.ts";
import { machineTemplate, type Reservation } from "./machine.ts";
import type { Image, Platform } from "./platform.ts";
import type { Work, Works } from "./work.ts";
import { workParts } from "./work-access.ts";

export interface WorkMachinesArgs {
  platform: Platform;
  works: Works;
  image: Image;
  /** In order of preference. */
  instanceTypes: readonly string[];
  /** GiB of encrypted gp3; throughput in MiB/s. */
  disk: { gib: number; throughput?: number };
  /**
   * May be taken away by AWS at two minutes' notice, for a third of the price or so; on demand
   * where AWS has no such machine.
   */
  spot?: boolean;
  /** They start in this reservation, and nowhere else. */
  reservation?: Reservation;
  /** Works run in containers. */
  containers?: boolean;
  /** At most this many at a time. */
  machines?: number;
  /** Those of the network's zones that sell these types; all unless given. */
  zones?: readonly string[];
}

/** A block's template names the type itself. */
export const reservedAs = ({ reservation, instanceTypes }: WorkMachinesArgs) => ({
  reservation,
  ...(reservation?.block && instanceTypes[0] && { instanceType: instanceTypes[0] }),
});

export class WorkMachines extends pulumi.ComponentResource {
  readonly label: string;
  readonly works: readonly Work[];
  readonly role: pulumi.Output<string>;
  readonly groups: readonly Group[];
  readonly groupNames: pulumi.Output<string[]>;
  readonly reservation: Reservation | undefined;

  constructor(name: string, args: WorkMachinesArgs, options?: pulumi.ComponentResourceOptions) {
    super("thunderhead:aws:WorkMachines", name, {}, options);
    const { platform, image, instanceTypes, disk, zones } = args;
    const works = args.works.flat();
    const mine = { parent: this };
    const { named, role, profile, firewall, targets } = workParts(name, { platform, works }, mine);
    const template = machineTemplate(
      name,
      {
        ...{ platform, profile, firewall, image, disk, named },
        containers: args.containers ?? false,
        ...reservedAs(args),
      },
      mine,
    );
    const groups = purchases(args.spot ?? false).map(({ suffix, spot }) =>
      machineGroup(
        `${name}${suffix}`,
        {
          template,
          instanceTypes,
          spot,
          block: args.reservation?.block ?? false,
          machines: args.machines ?? 1,
          subnets: platform.network.in(zones),
          targets,
          named,
        },
        mine,
      ),
    );
    this.label = name;
    this.role = role.arn;
    this.works = works;
    this.reservation = args.reservation;
    this.groups = groups;
    this.groupNames = pulumi.all(this.groups.map(({ name }) => name));
    this.registerOutputs({ groups: this.groupNames });
  }
}
