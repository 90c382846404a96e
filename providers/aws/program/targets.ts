// The parts that both kinds of balancer share.
import * as ec2 from "@pulumi/aws/ec2/index.js";
import * as lb from "@pulumi/aws/lb/index.js";
import * as rules from "@pulumi/aws/vpc/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Network, Tags } from "./platform.ts";

export interface BalancerParts {
  readonly firewall: ec2.SecurityGroup;
  readonly balancer: lb.LoadBalancer;
  readonly zones: readonly string[];
}

export function balancerParts(
  name: string,
  { network, zones, tags }: { network: Network; zones?: number; tags: Tags },
  options: pulumi.ResourceOptions,
): BalancerParts {
  const subnets = network.subnets.slice(0, zones);
  if (subnets.length < 2) {
    throw new Error("A balancer stands in two zones at least: add one to the stack's `zones`.");
  }
  const firewall = new ec2.SecurityGroup(
    name,
    { vpcId: network.id, description: "Callers from allowed networks", tags },
    options,
  );
  new rules.SecurityGroupEgressRule(
    `${name}-out`,
    { securityGroupId: firewall.id, ipProtocol: "-1", cidrIpv4: network.cidr },
    options,
  );
  const balancer = new lb.LoadBalancer(
    name,
    {
      loadBalancerType: "application",
      securityGroups: [firewall.id],
      subnets: subnets.map(({ id }) => id),
      // Long answers and idle WebSockets; the default is one minute.
      idleTimeout: 3600,
      dropInvalidHeaderFields: true,
      tags,
    },
    { ...options, dependsOn: [network] },
  );
  return { firewall, balancer, zones: subnets.map(({ zone }) => zone) };
}

/** A stack output: with no network stated, nobody gets in. */
export const reachableFrom = (cidrs: readonly string[]): string =>
  cidrs.join(", ") ||
  "nobody yet: pulumi config set --path 'allowedCidrs[0]' YOUR.ADDRESS/32, then pulumi up";

/** IPv4, as the balancer has it. */
export const everybody: readonly string[] = ["0.0.0.0/0"];

/** A list of networks is a decision about somebody: whole internets are a work's own. */
export function refuseEverybody(cidrs: readonly string[]): void {
  const wide = cidrs.find((cidr) => cidr.endsWith("/0"));
  if (wide !== undefined) {
    throw new Error(
      `\`allowedCidrs\` has ${wide}, the whole internet: say \`public: true\` on the work.`,
    );
  }
}

/** Each of these networks may call this port of the balancer. */
export function admit(
  name: string,
  {
    firewall,
    port,
    cidrs,
  }: { firewall: ec2.SecurityGroup; port: number; cidrs: readonly string[] },
  options: pulumi.ResourceOptions,
): void {
  for (const cidr of cidrs) {
    new rules.SecurityGroupIngressRule(
      `${name}-${cidr}`,
      {
        securityGroupId: firewall.id,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        ...(cidr.includes(":") ? { cidrIpv6: cidr } : { cidrIpv4: cidr }),
      },
      options,
    );
  }
}

export interface TargetArgs {
  network: Network;
  port: number;
  health: string;
  tags: Tags;
}

export const targetGroup = (
  name: string,
  { network, port, health, tags }: TargetArgs,
  options: pulumi.ResourceOptions,
): lb.TargetGroup =>
  new lb.TargetGroup(
    name,
    {
      vpcId: network.id,
      port,
      protocol: "HTTP",
      deregistrationDelay: 30,
      // A service that has nothing at this path answers 404, and is well.
      healthCheck: { path: health, matcher: "200-499", interval: 10, healthyThreshold: 2 },
      tags,
    },
    options,
  );
