import type { Deployment } from "#plan/deployment.ts";
import { allowedQuotas, awsChecks } from "./doctor.ts";
import type { AwsOptions } from "./options.ts";
import { deployerPolicy } from "./permissions/deployer.ts";
import { verbsPolicy } from "./permissions/verbs.ts";
import { awsRefusal } from "./refusals.ts";

/** What `deploy`, `destroy` and `doctor` need to know of AWS. */
export const awsDeployment: Deployment<AwsOptions> = {
  cloud: "AWS",
  refusal: awsRefusal,
  usualSeconds: {
    "aws:acm/certificateValidation:CertificateValidation": 180,
    "aws:ec2/natGateway:NatGateway": 120,
    "aws:efs/mountTarget:MountTarget": 90,
    "aws:lb/loadBalancer:LoadBalancer": 150,
  },
  checks: awsChecks,
  permissions: deployerPolicy,
  verbs: verbsPolicy,
  door: async (deployed) => (await import("./door.ts")).openDoor(deployed),
  shell: async (machine, region) => (await import("./door.ts")).openShell(machine, region),
  allowed: (codes, { region }) => allowedQuotas(codes, region),
};
