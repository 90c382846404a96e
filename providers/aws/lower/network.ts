import { reference } from "#plan/expression.ts";
import type { PlanFile, Registration } from "#plan/plan.ts";
import { type AwsContext, component, registered } from "./calls.ts";
import { layoutOf } from "./layout.ts";

export function lowerNetwork({ graph, options }: AwsContext): PlanFile {
  const { zones } = layoutOf(graph, options);
  return options.network ? existing : own(zones);
}

const shared = {
  name: "network",
  symbol: "network",
  identifier: "network",
  origin: { comment: [], because: "every machine stands in it" },
} as const;

const own = (zones: readonly string[]): PlanFile => ({
  file: "network.ts",
  header: [
    "Public subnets in which nothing listens: firewalls admit only the app's edges. There is no NAT gateway: a machine pays 0.005 $/h for its address while it runs, and nothing while it does not.",
  ],
  statements: [
    component("Network", {
      ...shared,
      arguments: {
        region: reference("region"),
        zones: reference("zones"),
        tags: reference("tags"),
      },
      registers: networkParts(zones),
    }),
  ],
});

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
