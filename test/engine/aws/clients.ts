import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { EFSClient } from "@aws-sdk/client-efs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";

/** The emulated AWS, asked by AWS's own clients: what is there, whatever Pulumi's state says. */
export interface Aws {
  readonly scaling: AutoScalingClient;
  readonly tables: DynamoDBClient;
  readonly machines: EC2Client;
  readonly volumes: EFSClient;
  readonly balancers: ElasticLoadBalancingV2Client;
  readonly access: IAMClient;
  readonly objects: S3Client;
  readonly parameters: SSMClient;
  readonly identities: STSClient;
  readonly logs: CloudWatchLogsClient;
}

export const region = "us-east-1";
export const account = "123456789012";

export function awsAt(endpoint: string): Aws {
  const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
  const options = { endpoint, region, credentials };
  return {
    scaling: new AutoScalingClient(options),
    tables: new DynamoDBClient(options),
    machines: new EC2Client(options),
    volumes: new EFSClient(options),
    balancers: new ElasticLoadBalancingV2Client(options),
    access: new IAMClient(options),
    objects: new S3Client({ ...options, forcePathStyle: true }),
    parameters: new SSMClient(options),
    identities: new STSClient(options),
    logs: new CloudWatchLogsClient(options),
  };
}
