import { data, reference } from "#plan/expression.ts";
import type { PlanFile, Registration } from "#plan/plan.ts";
import { type AwsContext, component, registered } from "./calls.ts";
import { type Layout, layoutOf } from "./layout.ts";

export function lowerNetwork({ graph, options }: AwsContext): PlanFile {
  const layout = layoutOf(graph, options);
  return options.network ? existing : own(layout);
}

const shared = {
  name: "network",
  symbol: "network",
  identifier: "network",
  origin: { comment: [], because: "every machine stands in it" },
} as const;

const own = ({ zones, privateZones }: Layout): PlanFile => ({
  file: "network.ts",
  header: [
    `Public subnets in which nothing listens: firewalls admit only the app's edges. ${aboutNat(privateZones)}`,
  ],
  statements: [
    component("Network", {
      ...shared,
      arguments: {
        region: reference("region"),
        zones: reference("zones"),
        ...(privateZones.length > 0 && { privateZones: data(privateZones) }),
        tags: reference("tags"),
      },
      registers: [...networkParts(zones), ...natParts(privateZones)],
    }),
  ],
});

const aboutNat = (privateZones: readonly string[]): string =>
  privateZones.length > 0
    ? "Machines with several network cards get no public address, so they stand in private subnets behind a NAT gateway, which costs some 36 $ a month."
    : "There is no NAT gateway: a machine pays 0.005 $/h for its address while it runs, and nothing while it does not.";

/** The values are the stack's: stages often stand in networks of their own. */
const existing: PlanFile = {
  file: "network.ts",
  header: [
    "A network that is there already: the app's machines stand in it and change nothing of it.",
  ],
  statements: [
    component("ExistingNetwork", {
      ...shared,
      arguments: {
        region: reference("region"),
        vpc: reference("vpc"),
        cidr: reference("cidr"),
        subnets: reference("subnets"),
      },
      registers: [],
    }),
  ],
};

const natParts = (zones: readonly string[]): readonly Registration[] =>
  zones.length === 0
    ? []
    : [
        registered("ec2 Eip", "network"),
        registered("ec2 NatGateway", "network"),
        registered("ec2 RouteTable", "network-private"),
        registered("ec2 Route", "network-private-out"),
        ...zones.flatMap((zone) => [
          registered("ec2 Subnet", `network-private-${zone}`),
          registered("ec2 RouteTableAssociation", `network-private-${zone}`),
        ]),
      ];

const networkParts = (zones: readonly string[]): readonly Registration[] => [
  registered("ec2 Vpc", "network"),
  registered("ec2 InternetGateway", "network"),
  registered("ec2 RouteTable", "network"),
  registered("ec2 Route", "network-out"),
  ...zones.flatMap((zone) => [
    registered("ec2 Subnet", `network-${zone}`),
    registered("ec2 RouteTableAssociation", `network-${zone}`),
  ]),
  registered("ec2 VpcEndpoint", "network-s3"),
  registered("ec2 VpcEndpoint", "network-dynamodb"),
];
