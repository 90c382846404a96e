import type { Price, ReviewedResource } from "#plan/review.ts";
import {
  address,
  balancer,
  disk,
  hostedZone,
  hoursPerMonth,
  interfaceEndpoint,
  key,
  natGateway,
  secret,
  upkeep,
} from "../catalogue/rates.ts";
import { findType, isSold } from "../catalogue/types.ts";
import { listAt, textAt } from "./inputs.ts";
import { groupType, scalingGroup } from "./machines.ts";

/** List prices of what is registered, resource by resource: their sum is the app's. */
export const prices = (resources: readonly ReviewedResource[]): readonly Price[] =>
  resources.flatMap((one) => {
    const price = one.type === groupType ? machines(one, resources) : rates[one.type]?.(one);
    if (!price) return [];
    const { standing = 0, hourly = 0, group = "", what } = price;
    return [{ urn: one.urn, what, standing: cents(standing), hourly, group }];
  });

interface Rate {
  readonly what: string;
  /** $ a month */
  readonly standing?: number;
  /** $ an hour */
  readonly hourly?: number;
  readonly group?: string;
}

const monthly = (hourly: number): number => hourly * hoursPerMonth;

const rates: Readonly<Record<string, (one: ReviewedResource) => Rate | undefined>> = {
  "aws:lb/loadBalancer:LoadBalancer": ({ inputs }) => {
    const addresses = inputs["internal"] === true ? 0 : listAt(inputs, "subnets").length;
    return {
      what: `balancer (${addresses} addresses)`,
      standing: monthly(balancer + addresses * address),
    };
  },
  // The ledger's table stands for the few requests, objects and log lines of an idle app.
  "aws:dynamodb/table:Table": ({ name }) =>
    name === "journal" ? { what: "journal, objects, logs", standing: upkeep } : undefined,
  "aws:ec2/natGateway:NatGateway": () => ({ what: "NAT gateway", standing: monthly(natGateway) }),
  "aws:ec2/eip:Eip": () => ({ what: "address", standing: monthly(address) }),
  "aws:ec2/vpcEndpoint:VpcEndpoint": ({ inputs }) =>
    textAt(inputs, "vpcEndpointType") === "Interface"
      ? {
          what: "interface endpoint",
          standing: monthly(interfaceEndpoint) * Math.max(1, listAt(inputs, "subnetIds").length),
        }
      : undefined,
  "aws:ec2/instance:Instance": ({ inputs }) => {
    const type = textAt(inputs, "instanceType") ?? "";
    const known = findType(type);
    return known && isSold(known)
      ? { what: `machine (${type})`, standing: monthly(known.price + address) }
      : undefined;
  },
  "aws:route53/zone:Zone": () => ({ what: "hosted zone", standing: hostedZone }),
  "aws:kms/key:Key": () => ({ what: "key", standing: key }),
  "aws:secretsmanager/secret:Secret": () => ({ what: "secret", standing: secret }),
};

/** Machines that are kept on stand; those a work starts cost while it runs. */
function machines(one: ReviewedResource, resources: readonly ReviewedResource[]): Rate | undefined {
  const group = scalingGroup(one, resources);
  const [name = ""] = group.types;
  const type = findType(name);
  if (!type || !isSold(type)) return undefined;
  const { label, desired } = group;
  if (desired !== undefined) {
    const each = monthly(type.price + address) + group.disk * disk;
    return { what: `${label} (${name})`, standing: desired * each };
  }
  const hourly = type.price + address + (group.disk * disk) / hoursPerMonth;
  return {
    what: `${label} (${group.machines} × ${name})`,
    hourly: Math.round(hourly * group.machines * 10_000) / 10_000,
    group: label,
  };
}

/** Services of AWS that are rarely free, and are not in the table. */
const costly =
  /^aws:(rds|redshift|elasticache|memorydb|eks|ecs|opensearch|elasticsearch|msk|sagemaker|fsx|globalaccelerator|networkfirewall|neptune|docdb|emr|workspaces|directoryservice|transfer|ec2transitgateway|bedrock|kinesis|mq|batch|apprunner|lightsail)\//;

export const unpriced = (resources: readonly ReviewedResource[]): readonly string[] => [
  ...new Set(resources.map(({ type }) => type).filter((type) => costly.test(type))),
];

const cents = (amount: number): number => Math.round(amount * 100) / 100;
