// Public subnets in which nothing listens: firewalls admit only the app's edges. No NAT gateway: a
// machine pays 0.005 $/h for its address while it runs, and nothing while it does not.
import * as ec2 from "@pulumi/aws/ec2/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "./platform.ts";

export interface NetworkArgs {
  region: string;
  /** Zone ids (`use1-az4`), for zone names differ from account to account. */
  zones: readonly string[];
  tags: Tags;
}

export interface Subnet {
  readonly zone: string;
  readonly id: pulumi.Output<string>;
}

export class Network extends pulumi.ComponentResource {
  readonly region: string;
  readonly cidr = "10.20.0.0/16";
  readonly id: pulumi.Output<string>;
  readonly subnets: readonly Subnet[];

  constructor(
    name: string,
    { region, zones, tags }: NetworkArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("thunderhead:aws:Network", name, {}, options);
    const mine = { parent: this };
    const vpc = new ec2.Vpc(
      name,
      { cidrBlock: this.cidr, enableDnsHostnames: true, tags: { ...tags, Name: name } },
      mine,
    );
    const gateway = new ec2.InternetGateway(name, { vpcId: vpc.id, tags }, mine);
    const routes = new ec2.RouteTable(name, { vpcId: vpc.id, tags }, mine);
    new ec2.Route(
      `${name}-out`,
      { routeTableId: routes.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
      mine,
    );
    this.subnets = zones.map((zone) => {
      const subnet = new ec2.Subnet(
        `${name}-${zone}`,
        {
          vpcId: vpc.id,
          availabilityZoneId: zone,
          cidrBlock: block(zone),
          mapPublicIpOnLaunch: true,
          tags: { ...tags, Name: `${name}-${zone}` },
        },
        mine,
      );
      new ec2.RouteTableAssociation(
        `${name}-${zone}`,
        { subnetId: subnet.id, routeTableId: routes.id },
        mine,
      );
      return { zone, id: subnet.id };
    });
    // Free, and they keep bundles and the journal off the internet.
    for (const service of ["s3", "dynamodb"]) {
      new ec2.VpcEndpoint(
        `${name}-${service}`,
        {
          vpcId: vpc.id,
          vpcEndpointType: "Gateway",
          routeTableIds: [routes.id],
          serviceName: `com.amazonaws.${region}.${service}`,
          tags,
        },
        mine,
      );
    }
    this.region = region;
    this.id = vpc.id;
    this.registerOutputs({ id: this.id });
  }

  /** The subnets of these zones, or of all. */
  in(zones?: readonly string[]): readonly Subnet[] {
    return zones ? this.subnets.filter(({ zone }) => zones.includes(zone)) : this.subnets;
  }
}

/** By the zone's own number, so that one zone more moves no other subnet. */
function block(zone: string): string {
  const number = Number(/^[a-z0-9]+-az(\d+)$/.exec(zone)?.[1]);
  if (!(number >= 1 && number <= 15)) {
    throw new Error(`\`${zone}\` is not a zone id such as use1-az4: see the stack's \`zones\`.`);
  }
  return `10.20.${number * 16}.0/20`;
}
