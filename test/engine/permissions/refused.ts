/** Which actions an `up` or `destroy` ended for want of, read off what Pulumi printed. */

/** Where the call is named otherwise than the action that IAM asks for. */
const actionOfCall: Readonly<Record<string, string>> = {
  "s3:HeadBucket": "s3:ListBucket",
  "s3:HeadObject": "s3:GetObject",
  "s3:GetBucketCors": "s3:GetBucketCORS",
  "s3:ListObjectVersions": "s3:ListBucketVersions",
  "s3:GetBucketLifecycleConfiguration": "s3:GetLifecycleConfiguration",
  "s3:GetBucketAccelerateConfiguration": "s3:GetAccelerateConfiguration",
  "s3:GetBucketReplication": "s3:GetReplicationConfiguration",
  "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
  "s3:PutBucketEncryption": "s3:PutEncryptionConfiguration",
  "s3:GetObjectLockConfiguration": "s3:GetBucketObjectLockConfiguration",
  "s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
  "s3:PutPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
  "s3:DeleteObjects": "s3:DeleteObject",
};

/** By the service's name in its client's errors. */
const prefixes: Readonly<Record<string, string>> = {
  ACM: "acm",
  "Auto Scaling": "autoscaling",
  Budgets: "budgets",
  "CloudWatch Logs": "logs",
  DynamoDB: "dynamodb",
  EC2: "ec2",
  EFS: "elasticfilesystem",
  "Elastic Load Balancing v2": "elasticloadbalancing",
  IAM: "iam",
  "Route 53": "route53",
  S3: "s3",
  STS: "sts",
};

/** The emulator asks for some rights under the name of the call. */
export const callsOf = (actions: readonly string[]): readonly string[] => [
  ...actions,
  ...Object.entries(actionOfCall).flatMap(([call, action]) =>
    actions.includes(action) ? [call] : [],
  ),
];

export const actionOf = (call: string): string => actionOfCall[call] ?? call;

/** Services word a refusal as they like; call and status are always there. */
const refusal = /operation error ([^:]+): (\w+), [^\n]*?StatusCode: 403/g;

export const refusedIn = (output: string): ReadonlySet<string> =>
  new Set(
    [...output.matchAll(refusal)].map(([, service = "", call]) =>
      actionOf(`${prefixes[service] ?? service}:${call}`),
    ),
  );
