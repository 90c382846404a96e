// Public subnets in which nothing listens: firewalls admit only the app's edges. No NAT gateway: a
// machine pays 0.005 $/h for its address while it runs, and nothing while it does not. Only those
// with several network cards, to which EC2 gives no address, stand in private subnets behind one.
import * as ec2 from "@pulumi/aws/ec2/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { Network as NetworkParts, Subnet, Tags } from "./platform.ts";

export interface NetworkArgs {
  region: string;
  /** Zone ids (`use1-az4`), for zone names differ from account to account. */
  zones: readonly string[];
  /** Zones that also have a private subnet; the NAT gateway that comes with the first costs. */
  privateZones?: readonly string[];
  tags: Tags;
}

export class Network extends pulumi.ComponentResource implements NetworkParts {
  readonly region: string;
  readonly cidr = "10.20.0.0/16";
  readonly id: pulumi.Output<string>;
  readonly subnets: readonly Subnet[];
  readonly privateSubnets: readonly Subnet[];

  constructor(
    name: string,
    { region, zones, privateZones = [], tags }: NetworkArgs,
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
    const subnet = (
      zone: string,
      of: { label: string; cidrBlock: string; routes: ec2.RouteTable; public: boolean },
    ): Subnet => {
      const made = new ec2.Subnet(
        of.label,
        {
          vpcId: vpc.id,
          availabilityZoneId: zone,
          cidrBlock: of.cidrBlock,
          mapPublicIpOnLaunch: of.public,
          tags: { ...tags, Name: of.label },
        },
        mine,
      );
      new ec2.RouteTableAssociation(
        of.label,
        { subnetId: made.id, routeTableId: of.routes.id },
        mine,
      );
      return { zone, id: made.id };
    };
    this.subnets = zones.map((zone) =>
      subnet(zone, {
        label: `${name}-${zone}`,
        cidrBlock: `10.20.${number(zone) * 16}.0/20`,
        routes,
        public: true,
      }),
    );
    const [first] = this.subnets;
    const inside =
      first && privateZones.length > 0
        ? behindNat(name, { vpc, tags, publicSubnet: first.id }, mine)
        : undefined;
    this.privateSubnets = privateZones.flatMap((zone) =>
      inside
        ? subnet(zone, {
            label: `${name}-private-${zone}`,
            cidrBlock: `10.20.${number(zone)}.0/24`,
            routes: inside,
            public: false,
          })
        : [],
    );
    // Free, and they keep bundles and the journal off the internet.
    for (const service of ["s3", "dynamodb"]) {
      new ec2.VpcEndpoint(
        `${name}-${service}`,
        {
          vpcId: vpc.id,
          vpcEndpointType: "Gateway",
          routeTableIds: [routes.id, ...(inside ? [inside.id] : [])],
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

  in(zones?: readonly string[]): readonly Subnet[] {
    return zones ? this.subnets.filter(({ zone }) => zones.includes(zone)) : this.subnets;
  }

  inPrivate(zones?: readonly string[]): readonly Subnet[] {
    const all = this.privateSubnets;
    return zones ? all.filter(({ zone }) => zones.includes(zone)) : all;
  }
}

/** One gateway for all zones: traffic between zones costs less than a second gateway standing. */
function behindNat(
  name: string,
  parts: { vpc: ec2.Vpc; tags: Tags; publicSubnet: pulumi.Input<string> },
  options: pulumi.ResourceOptions,
): ec2.RouteTable {
  const { vpc, tags, publicSubnet } = parts;
  const address = new ec2.Eip(name, { domain: "vpc", tags: { ...tags, Name: name } }, options);
  const nat = new ec2.NatGateway(
    name,
    { subnetId: publicSubnet, allocationId: address.id, tags: { ...tags, Name: name } },
    options,
  );
  const routes = new ec2.RouteTable(`${name}-private`, { vpcId: vpc.id, tags }, options);
  new ec2.Route(
    `${name}-private-out`,
    { routeTableId: routes.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat.id },
    options,
  );
  return routes;
}

/** The zone's own, so that one zone more moves no other subnet. */
function number(zone: string): number {
  const found = Number(/^[a-z0-9]+-az(\d+)$/.exec(zone)?.[1]);
  if (!(found >= 1 && found <= 15)) {
    throw new Error(`\`${zone}\` is not a zone id such as use1-az4: see the stack's \`zones\`.`);
  }
  return found;
}
