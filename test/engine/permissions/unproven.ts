/**
 * Rights whose want no run of a proof shows, each with the reason why it is named all the same. What a proof shows
 * has no place here.
 */

const unchecked = "the emulated AWS answers this without asking IAM";
const onBehalf = "AWS asks for it on behalf of a service, which the emulated one does not";
const noBudgets = "the emulated AWS has no actions of budgets";
const ofTheKey = "a service asks it of the key, which the emulated one does not";
const whenItFails = "asked when something fails or takes long, to say why";

export const unproven: Readonly<Record<string, string>> = {
  "autoscaling:DescribeScalingActivities": whenItFails,
  "autoscaling:DescribeWarmPool": "asked when a group is deleted that has one; the provider looks",
  "budgets:CreateBudgetAction": noBudgets,
  "budgets:DeleteBudgetAction": noBudgets,
  "budgets:DescribeBudgetAction": noBudgets,
  "budgets:ListTagsForResource": noBudgets,
  "budgets:ModifyBudget": noBudgets,
  "budgets:TagResource": noBudgets,
  "budgets:UntagResource": noBudgets,
  "budgets:UpdateBudgetAction": noBudgets,
  "budgets:ViewBudget": noBudgets,
  "dynamodb:Query": "asked by a review, which goes without where it is refused",
  "ec2:CreateNetworkInterface": `${onBehalf}: a mount target's`,
  "ec2:DeleteNetworkInterface": `${onBehalf}: a mount target's`,
  "ec2:DescribeNetworkAcls": "asked for every network, and done without where it is refused",
  "ec2:DescribeSecurityGroupRules": "asked when a state is refreshed",
  "ec2:ReplaceRoute": "asked when a route leads elsewhere, as from one NAT gateway to another",
  "ec2:RunInstances": `${onBehalf}: a group is made as if it launched a machine`,
  "elasticfilesystem:UpdateFileSystem": "asked when somebody's overrides change its throughput",
  "elasticloadbalancing:SetSubnets": "asked when a balancer's zones change",
  "iam:CreateServiceLinkedRole": `${onBehalf}: the first group, balancer and volume of an account`,
  "iam:PassRole": `${onBehalf}: a template's role, handed to EC2`,
  "kms:CreateGrant": ofTheKey,
  "kms:Decrypt": ofTheKey,
  "kms:DescribeKey": "asked of the key, and done without where it is refused; services ask it too",
  "kms:GenerateDataKey": ofTheKey,
  "logs:AssociateKmsKey": "asked when somebody's overrides change a log group's key",
  "s3:DeleteBucket":
    "without it `destroy` fails, but in the emulated AWS at a bucket's public access block, which it asks this right for",
  "s3:DeleteObjectVersion": "asked where somebody's overrides turned versions on",
  "s3:GetBucketLocation": unchecked,
  "s3:GetBucketObjectLockConfiguration": unchecked,
  "s3:PutEncryptionConfiguration": unchecked,
  "s3:GetBucketPublicAccessBlock": unchecked,
  "s3:GetBucketRequestPayment": unchecked,
  "s3:GetEncryptionConfiguration": unchecked,
  "s3:GetReplicationConfiguration": unchecked,
  "s3:ListBucket":
    "refused, the provider asks for twenty minutes whether a bucket that it made is there",
  "s3:PutBucketPublicAccessBlock": unchecked,
};
