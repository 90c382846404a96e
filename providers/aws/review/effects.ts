import type { Effect, ReviewedChange } from "#plan/review.ts";
import { numberAt } from "./inputs.ts";
import { groupType, templateType } from "./machines.ts";

/**
 * What applying a change does to calls that run. Machines are started by the controller, so a change of their
 * group or template is for the next one; what machines stand on must not go while they stand on it.
 */
export function effect(change: ReviewedChange): Effect {
  const type = change.after?.type ?? change.before?.type ?? "";
  if (change.fate === "created") return "keeps";
  if (type === groupType) return ofGroup(change);
  if (type === templateType) return ofTemplate(change);
  if (change.fate === "updated") return "keeps";
  if (type === "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule") return ofRule(change);
  return foundations.has(type) ? "interrupts" : "keeps";
}

const foundations = new Set([
  "aws:ec2/vpc:Vpc",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/internetGateway:InternetGateway",
  "aws:ec2/routeTable:RouteTable",
  "aws:ec2/route:Route",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "aws:ec2/natGateway:NatGateway",
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/placementGroup:PlacementGroup",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "aws:efs/fileSystem:FileSystem",
  "aws:efs/mountTarget:MountTarget",
  "aws:efs/accessPoint:AccessPoint",
  "aws:dynamodb/table:Table",
  "aws:iam/role:Role",
  "aws:iam/instanceProfile:InstanceProfile",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:lb/targetGroup:TargetGroup",
]);

function ofGroup({ fate, before, after, paths }: ReviewedChange): Effect {
  if (fate !== "updated") return "interrupts";
  const size = (one: ReviewedChange["before"]) => numberAt(one?.inputs, "maxSize") ?? 0;
  if (size(after) < size(before)) return "interrupts";
  return paths.some((path) => /^(mixedInstancesPolicy|launchTemplate)/.test(path))
    ? "next"
    : "keeps";
}

/** Tags of what is started say nothing to a call. */
const ofTemplate = ({ fate, paths }: ReviewedChange): Effect =>
  fate !== "deleted" && paths.some((path) => !/^(tags|tagSpecifications|description)\b/.test(path))
    ? "next"
    : "keeps";

/** Files, HTTPS, the controller, a service's port: whatever a rule let in is cut off. */
const ofRule = ({ before }: ReviewedChange): Effect =>
  before?.inputs["referencedSecurityGroupId"] !== undefined ||
  [2049, 443, 7502].includes(numberAt(before?.inputs, "fromPort") ?? 0)
    ? "interrupts"
    : "keeps";
