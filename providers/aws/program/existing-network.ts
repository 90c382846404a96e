// A network that was there before the app, and stays when it goes: nothing in it is changed. Its
// subnets have to have a way out, for machines fetch packages and talk to AWS.
import * as pulumi from "@pulumi/pulumi";
import type { Network, Subnet } from "./platform.ts";

export interface ExistingNetworkArgs {
  region: string;
  vpc: string;
  /** The block of all its addresses. */
  cidr: string;
  /** By zone id. */
  subnets: Readonly<Record<string, string>>;
}

export class ExistingNetwork extends pulumi.ComponentResource implements Network {
  readonly region: string;
  readonly cidr: string;
  readonly id: string;
  readonly subnets: readonly Subnet[];

  constructor(
    name: string,
    { region, vpc, cidr, subnets }: ExistingNetworkArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("thunderhead:aws:ExistingNetwork", name, {}, options);
    this.region = region;
    this.cidr = cidr;
    this.id = vpc;
    this.subnets = Object.entries(subnets).map(([zone, id]) => ({ zone, id }));
    this.registerOutputs({ id: vpc });
  }

  in(zones?: readonly string[]): readonly Subnet[] {
    return zones ? this.subnets.filter(({ zone }) => zones.includes(zone)) : this.subnets;
  }

  /** Its subnets have a way out of their own making: one kind serves all machines. */
  inPrivate(zones?: readonly string[]): readonly Subnet[] {
    return this.in(zones);
  }
}
