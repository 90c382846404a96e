/** What the emulated AWS says of the machines that the app's groups have launched. */
import { DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import {
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeLaunchTemplateVersionsCommand,
  type Instance,
} from "@aws-sdk/client-ec2";
import { DescribeAccessPointsCommand } from "@aws-sdk/client-efs";
import {
  GetInstanceProfileCommand,
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { isAllowed, type Statement, statementsOf } from "../access/evaluator.ts";
import { type Aws, account, region } from "../engine/aws/clients.ts";
import type { MachineFacts } from "./machine.ts";

/** Those that run now, by id. */
export async function launchedMachines(
  aws: Aws,
  app: string,
): Promise<ReadonlyMap<string, Instance>> {
  const { Reservations = [] } = await aws.machines.send(
    new DescribeInstancesCommand({
      Filters: [
        { Name: "tag:thunderhead:app", Values: [app] },
        { Name: "instance-state-name", Values: ["pending", "running"] },
      ],
    }),
  );
  const found = Reservations.flatMap(({ Instances = [] }) => Instances);
  return new Map(found.map((instance) => [instance.InstanceId ?? "", instance]));
}

export const groupOf = ({ Tags = [] }: Instance): string =>
  Tags.find(({ Key }) => Key === "thunderhead:group")?.Value ?? "";

export async function factsOf(aws: Aws, instance: Instance): Promise<MachineFacts> {
  const { InstanceId: id = "" } = instance;
  const attribute = { InstanceId: id, Attribute: "userData" } as const;
  const { UserData } = await aws.machines.send(new DescribeInstanceAttributeCommand(attribute));
  const role = await roleOf(aws, instance);
  return {
    id,
    address: instance.PrivateIpAddress ?? "",
    zone: instance.Placement?.AvailabilityZone ?? "",
    type: instance.InstanceType ?? "",
    image: instance.ImageId ?? "",
    ...{ region, account },
    userData: Buffer.from(UserData?.Value ?? "", "base64").toString(),
    role,
    credentials: await credentialsOf(aws, role, id),
    shares: await sharesOf(aws, role),
  };
}

/** The emulator's instances do not show their profile: the template that their group launches from does. */
async function roleOf({ access, ...aws }: Aws, instance: Instance): Promise<string> {
  const { AutoScalingGroups = [] } = await aws.scaling.send(new DescribeAutoScalingGroupsCommand());
  const group = AutoScalingGroups.find(({ Instances = [] }) =>
    Instances.some(({ InstanceId }) => InstanceId === instance.InstanceId),
  );
  const template =
    group?.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification ??
    group?.LaunchTemplate;
  const { LaunchTemplateVersions: versions } = await aws.machines.send(
    new DescribeLaunchTemplateVersionsCommand({
      LaunchTemplateId: template?.LaunchTemplateId,
      Versions: ["$Latest"],
    }),
  );
  const profile = versions?.[0]?.LaunchTemplateData?.IamInstanceProfile;
  const InstanceProfileName = profile?.Arn?.split("/").at(-1) ?? profile?.Name;
  const { InstanceProfile } = await access.send(
    new GetInstanceProfileCommand({ InstanceProfileName }),
  );
  return InstanceProfile?.Roles?.[0]?.RoleName ?? "";
}

/** As EC2 does it: the role, in a session that has the instance's id for its name. */
async function credentialsOf({ identities }: Aws, role: string, id: string): Promise<object> {
  const RoleArn = `arn:aws:iam::${account}:role/${role}`;
  const { Credentials: given } = await identities.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: id }),
  );
  return {
    Code: "Success",
    Type: "AWS-HMAC",
    LastUpdated: new Date().toISOString(),
    AccessKeyId: given?.AccessKeyId,
    SecretAccessKey: given?.SecretAccessKey,
    Token: given?.SessionToken,
    Expiration: new Date(Date.now() + 6 * 3_600_000).toISOString(),
  };
}

export async function statementsOfRole(
  { access }: Aws,
  role: string,
): Promise<readonly Statement[]> {
  const { PolicyNames = [] } = await access.send(new ListRolePoliciesCommand({ RoleName: role }));
  const documents = await Promise.all(
    PolicyNames.map((PolicyName) =>
      access.send(new GetRolePolicyCommand({ RoleName: role, PolicyName })),
    ),
  );
  return documents.flatMap(({ PolicyDocument = "" }) =>
    statementsOf(decodeURIComponent(PolicyDocument)),
  );
}

/** What EFS would decide at a mount: which access points this role may mount, and write. */
async function sharesOf(aws: Aws, role: string): Promise<ReadonlyMap<string, string>> {
  const statements = await statementsOfRole(aws, role);
  const { AccessPoints = [] } = await aws.volumes.send(new DescribeAccessPointsCommand({}));
  const shares = new Map<string, string>();
  for (const {
    AccessPointId = "",
    AccessPointArn = "",
    FileSystemId = "",
    ...point
  } of AccessPoints) {
    const may = (verb: string): boolean =>
      isAllowed(statements, {
        action: `elasticfilesystem:Client${verb}`,
        resource: `arn:aws:elasticfilesystem:${region}:${account}:file-system/${FileSystemId}`,
        context: { "elasticfilesystem:AccessPointArn": [AccessPointArn] },
      });
    if (!may("Mount")) continue;
    const owner = point.RootDirectory?.CreationInfo;
    const uid = `${owner?.OwnerUid ?? 0}:${owner?.OwnerGid ?? 0}`;
    const path = point.RootDirectory?.Path ?? "/";
    shares.set(`${FileSystemId}/${AccessPointId}`, `${path} ${may("Write") ? "rw" : "ro"} ${uid}`);
  }
  return shares;
}
