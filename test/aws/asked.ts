// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is known after `up` reads `"${journal.arn}"`.
import type { Request } from "../access/evaluator.ts";

/** What a call of an AWS client asks for, as IAM judges it. The app's own resources go by what programs call them. */
export function requestOf(command: string, input: Readonly<Record<string, unknown>>): Request {
  const asked = requests[command];
  if (asked === undefined) throw new Error(`What ${command} needs is not known here.`);
  return asked(input);
}

type Input = Readonly<Record<string, unknown>>;

const app = "boring-dev";

const item = (verb: string) => (input: Input) => ({
  action: `dynamodb:${verb}`,
  resource: "${journal.arn}",
  context: { "dynamodb:LeadingKeys": [streamIn(input)] },
});

function streamIn({ Key, Item, ExpressionAttributeValues }: Input): string {
  const key = Object(Key ?? Item)["stream"] ?? Object(ExpressionAttributeValues)[":stream"];
  return String(Object(key)["S"]);
}

const object = (verb: string) => (input: Input) => ({
  action: `s3:${verb}`,
  resource: `\${data.arn}/${String(input["Key"])}`,
});

const group = (verb: string) => () => ({
  action: `autoscaling:${verb}`,
  resource: "*",
  context: { "aws:ResourceTag/thunderhead:app": [app] },
});

const anywhere = (action: string) => () => ({ action, resource: "*" });

const requests: Readonly<Record<string, (input: Input) => Request>> = {
  GetItemCommand: item("GetItem"),
  PutItemCommand: item("PutItem"),
  UpdateItemCommand: item("UpdateItem"),
  DeleteItemCommand: item("DeleteItem"),
  QueryCommand: item("Query"),
  GetObjectCommand: object("GetObject"),
  PutObjectCommand: object("PutObject"),
  DeleteObjectCommand: object("DeleteObject"),
  CreateMultipartUploadCommand: object("PutObject"),
  UploadPartCommand: object("PutObject"),
  CompleteMultipartUploadCommand: object("PutObject"),
  AbortMultipartUploadCommand: object("AbortMultipartUpload"),
  ListObjectsV2Command: (input) => ({
    action: "s3:ListBucket",
    resource: "${data.arn}",
    context: { "s3:prefix": [String(input["Prefix"])] },
  }),
  LaunchInstancesCommand: group("LaunchInstances"),
  SetDesiredCapacityCommand: group("SetDesiredCapacity"),
  TerminateInstanceInAutoScalingGroupCommand: group("TerminateInstanceInAutoScalingGroup"),
  DescribeAutoScalingGroupsCommand: anywhere("autoscaling:DescribeAutoScalingGroups"),
  DescribeScalingActivitiesCommand: anywhere("autoscaling:DescribeScalingActivities"),
  DescribeInstancesCommand: anywhere("ec2:DescribeInstances"),
  GetParameterCommand: ({ Name }) => ({
    action: "ssm:GetParameter",
    resource: `arn:aws:ssm:us-east-1::parameter${String(Name)}`,
  }),
  CreateLogStreamCommand: (input) => stream("CreateLogStream", input),
  PutLogEventsCommand: (input) => stream("PutLogEvents", input),
};

const stream = (verb: string, { logGroupName, logStreamName }: Input): Request => ({
  action: `logs:${verb}`,
  resource: `\${${String(logGroupName)}.arn}:log-stream:${String(logStreamName)}`,
});
