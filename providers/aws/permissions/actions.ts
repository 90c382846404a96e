/**
 * What the AWS provider asks of AWS to make, read, change and delete a resource of each type that programs
 * register. The engine lane records what it really asks, and holds this table against it.
 */
import { awsToken } from "../lower/calls.ts";

const verbs = (service: string, text: string): readonly string[] =>
  text
    .trim()
    .split(/\s+/)
    .map((verb) => `${service}:${verb}`);

const ec2 = (text: string) => verbs("ec2", text);
const balancing = (text: string) => verbs("elasticloadbalancing", text);
const tagged = "CreateTags DeleteTags";

const byClass: Readonly<Record<string, readonly string[]>> = {
  "ec2 Vpc": ec2(
    `CreateVpc DeleteVpc DescribeVpcs DescribeVpcAttribute ModifyVpcAttribute DescribeNetworkAcls
     DescribeRouteTables DescribeSecurityGroups ${tagged}`,
  ),
  "ec2 InternetGateway": ec2(
    `CreateInternetGateway AttachInternetGateway DescribeInternetGateways DetachInternetGateway
     DeleteInternetGateway ${tagged}`,
  ),
  "ec2 RouteTable": ec2(`CreateRouteTable DescribeRouteTables DeleteRouteTable ${tagged}`),
  "ec2 Route": ec2("CreateRoute ReplaceRoute DeleteRoute DescribeRouteTables"),
  "ec2 Subnet": ec2(
    `CreateSubnet DescribeSubnets ModifySubnetAttribute DeleteSubnet DescribeNetworkInterfaces
     ${tagged}`,
  ),
  "ec2 RouteTableAssociation": ec2(
    "AssociateRouteTable DisassociateRouteTable DescribeRouteTables",
  ),
  "ec2 VpcEndpoint": ec2(
    `CreateVpcEndpoint DescribeVpcEndpoints DescribePrefixLists ModifyVpcEndpoint
     DeleteVpcEndpoints ${tagged}`,
  ),
  "ec2 Eip": ec2(
    `AllocateAddress DescribeAddresses DescribeAddressesAttribute DisassociateAddress
     ReleaseAddress ${tagged}`,
  ),
  "ec2 NatGateway": ec2(`CreateNatGateway DescribeNatGateways DeleteNatGateway ${tagged}`),
  "ec2 SecurityGroup": ec2(
    `CreateSecurityGroup DescribeSecurityGroups RevokeSecurityGroupEgress DeleteSecurityGroup
     DescribeNetworkInterfaces ${tagged}`,
  ),
  "vpc SecurityGroupIngressRule": ec2(
    `AuthorizeSecurityGroupIngress ModifySecurityGroupRules RevokeSecurityGroupIngress
     DescribeSecurityGroupRules`,
  ),
  "vpc SecurityGroupEgressRule": ec2(
    `AuthorizeSecurityGroupEgress ModifySecurityGroupRules RevokeSecurityGroupEgress
     DescribeSecurityGroupRules`,
  ),
  "ec2 LaunchTemplate": ec2(
    `CreateLaunchTemplate CreateLaunchTemplateVersion ModifyLaunchTemplate DeleteLaunchTemplate
     DescribeLaunchTemplates DescribeLaunchTemplateVersions ${tagged}`,
  ),
  "ec2 PlacementGroup": ec2(
    `CreatePlacementGroup DescribePlacementGroups DeletePlacementGroup ${tagged}`,
  ),
  // Making a group checks the template as if it launched a machine, and hands on its role.
  "autoscaling Group": [
    ...verbs(
      "autoscaling",
      `CreateAutoScalingGroup UpdateAutoScalingGroup DeleteAutoScalingGroup SuspendProcesses
       ResumeProcesses CreateOrUpdateTags DeleteTags AttachLoadBalancerTargetGroups
       DetachLoadBalancerTargetGroups DescribeAutoScalingGroups DescribeScalingActivities
       DescribeWarmPool DescribeLoadBalancerTargetGroups`,
    ),
    ...ec2("RunInstances DescribeLaunchTemplateVersions"),
    "iam:PassRole",
    "iam:CreateServiceLinkedRole",
  ],
  "iam Role": verbs(
    "iam",
    `CreateRole GetRole UpdateAssumeRolePolicy DeleteRole TagRole UntagRole
     ListRolePolicies ListAttachedRolePolicies ListInstanceProfilesForRole`,
  ),
  "iam RolePolicy": verbs("iam", "PutRolePolicy GetRolePolicy DeleteRolePolicy"),
  "iam InstanceProfile": verbs(
    "iam",
    `CreateInstanceProfile GetInstanceProfile AddRoleToInstanceProfile
     RemoveRoleFromInstanceProfile DeleteInstanceProfile TagInstanceProfile
     UntagInstanceProfile GetRole`,
  ),
  "iam Policy": verbs(
    "iam",
    `CreatePolicy GetPolicy GetPolicyVersion CreatePolicyVersion DeletePolicyVersion
     ListPolicyVersions DeletePolicy TagPolicy UntagPolicy`,
  ),
  "efs FileSystem": verbs(
    "elasticfilesystem",
    `CreateFileSystem DescribeFileSystems DescribeLifecycleConfiguration UpdateFileSystem
     DeleteFileSystem TagResource UntagResource`,
  ),
  "efs MountTarget": [
    ...verbs(
      "elasticfilesystem",
      `CreateMountTarget DescribeMountTargets DescribeMountTargetSecurityGroups
       ModifyMountTargetSecurityGroups DeleteMountTarget`,
    ),
    ...ec2(
      "DescribeSubnets DescribeNetworkInterfaces CreateNetworkInterface DeleteNetworkInterface",
    ),
  ],
  "efs FileSystemPolicy": verbs(
    "elasticfilesystem",
    "PutFileSystemPolicy DescribeFileSystemPolicy DeleteFileSystemPolicy",
  ),
  "efs AccessPoint": verbs(
    "elasticfilesystem",
    "CreateAccessPoint DescribeAccessPoints DeleteAccessPoint TagResource UntagResource",
  ),
  "s3 Bucket": verbs(
    "s3",
    `CreateBucket DeleteBucket ListBucket ListBucketVersions DeleteObject DeleteObjectVersion
     PutBucketTagging GetBucketTagging GetBucketPolicy GetBucketAcl GetBucketCORS GetBucketWebsite
     GetBucketVersioning GetAccelerateConfiguration GetBucketRequestPayment GetBucketLogging
     GetLifecycleConfiguration GetReplicationConfiguration GetEncryptionConfiguration
     GetBucketObjectLockConfiguration GetBucketLocation`,
  ),
  "s3 BucketPublicAccessBlock": verbs(
    "s3",
    "PutBucketPublicAccessBlock GetBucketPublicAccessBlock",
  ),
  // Only programs with a key of the account's own have one: that key serves volume, disks, journal
  // and logs as well.
  "s3 BucketServerSideEncryptionConfiguration": [
    ...verbs("s3", "PutEncryptionConfiguration GetEncryptionConfiguration"),
    ...verbs("kms", "DescribeKey CreateGrant Decrypt GenerateDataKey"),
    ...verbs("logs", "AssociateKmsKey DisassociateKmsKey"),
  ],
  "s3 BucketObjectv2": verbs(
    "s3",
    "PutObject GetObject GetObjectTagging DeleteObject DeleteObjectVersion ListBucketVersions",
  ),
  // The last is asked by reviews, of what a deployed app's ledger holds (`runtime/offline.ts`).
  "dynamodb Table": verbs(
    "dynamodb",
    `CreateTable DescribeTable UpdateTable DeleteTable DescribeContinuousBackups
     UpdateContinuousBackups DescribeTimeToLive ListTagsOfResource TagResource UntagResource Query`,
  ),
  "cloudwatch LogGroup": verbs(
    "logs",
    `CreateLogGroup DescribeLogGroups DeleteLogGroup PutRetentionPolicy ListTagsForResource
     TagResource UntagResource`,
  ),
  "lb LoadBalancer": [
    ...balancing(
      `CreateLoadBalancer DescribeLoadBalancers DescribeLoadBalancerAttributes
       ModifyLoadBalancerAttributes DescribeCapacityReservation SetSecurityGroups SetSubnets
       DeleteLoadBalancer DescribeTags AddTags RemoveTags`,
    ),
    ...ec2("DescribeNetworkInterfaces"),
  ],
  "lb TargetGroup": balancing(
    `CreateTargetGroup DescribeTargetGroups DescribeTargetGroupAttributes ModifyTargetGroup
     ModifyTargetGroupAttributes DeleteTargetGroup DescribeTags AddTags RemoveTags`,
  ),
  "lb Listener": balancing(
    `CreateListener DescribeListeners DescribeListenerAttributes ModifyListener DeleteListener
     DescribeTags AddTags RemoveTags`,
  ),
  "lb ListenerRule": balancing(
    "CreateRule DescribeRules ModifyRule DeleteRule DescribeTags AddTags RemoveTags",
  ),
  "acm Certificate": verbs(
    "acm",
    `RequestCertificate DescribeCertificate ListTagsForCertificate AddTagsToCertificate
     RemoveTagsFromCertificate DeleteCertificate`,
  ),
  "acm CertificateValidation": verbs("acm", "DescribeCertificate"),
  "route53 Record": verbs(
    "route53",
    "GetHostedZone ChangeResourceRecordSets GetChange ListResourceRecordSets",
  ),
  "budgets Budget": verbs(
    "budgets",
    "ViewBudget ModifyBudget ListTagsForResource TagResource UntagResource",
  ),
  "budgets BudgetAction": [
    ...verbs(
      "budgets",
      "CreateBudgetAction DescribeBudgetAction UpdateBudgetAction DeleteBudgetAction",
    ),
    "iam:PassRole",
  ],
};

/** By type token. */
export const actionsByType: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(byClass).map(([name, actions]) => {
    const [namespace = "", className = ""] = name.split(" ");
    return [awsToken(namespace, className), actions];
  }),
);
