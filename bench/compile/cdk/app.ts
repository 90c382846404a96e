// What an experienced CDK user would write for examples/boring: the same network, volume, machines, journal,
// balancer and grants as the program Thunderhead emits, by the constructs CDK recommends for each. Run it as
// `cdk synth` does: `node app.ts`, which writes cdk.out/.
import { join } from "node:path";
import { App, CfnOutput, Duration, RemovalPolicy, Stack, Tags } from "aws-cdk-lib";
import * as autoscaling from "aws-cdk-lib/aws-autoscaling";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as efs from "aws-cdk-lib/aws-efs";
import * as elb from "aws-cdk-lib/aws-elasticloadbalancingv2";
import * as iam from "aws-cdk-lib/aws-iam";
import * as logs from "aws-cdk-lib/aws-logs";
import * as s3 from "aws-cdk-lib/aws-s3";
import { Asset } from "aws-cdk-lib/aws-s3-assets";

const boring = join(import.meta.dirname, "../../../examples/boring");
const app = new App({ outdir: process.env["CDK_OUTDIR"] ?? join(import.meta.dirname, "cdk.out") });
const stack = new Stack(app, "boring", {
  env: { account: "123456789012", region: "us-east-1" },
});
Tags.of(stack).add("thunderhead:app", "boring");

// Network: public subnets in three zones, gateway endpoints, no NAT.
const vpc = new ec2.Vpc(stack, "network", {
  ipAddresses: ec2.IpAddresses.cidr("10.20.0.0/16"),
  availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  natGateways: 0,
  subnetConfiguration: [{ name: "public", subnetType: ec2.SubnetType.PUBLIC, cidrMask: 20 }],
  gatewayEndpoints: {
    s3: { service: ec2.GatewayVpcEndpointAwsService.S3 },
    dynamodb: { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB },
  },
});

// Storage: code, data, journal, the volume of Paths with two access points for its one producer.
const bucket = (id: string, removalPolicy: RemovalPolicy) =>
  new s3.Bucket(stack, id, {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    encryption: s3.BucketEncryption.S3_MANAGED,
    removalPolicy,
  });
const bundles = bucket("bundles", RemovalPolicy.DESTROY);
const data = bucket("data", RemovalPolicy.RETAIN);
const code = new Asset(stack, "code", { path: join(boring, "scripts") });
const flow = new Asset(stack, "flow", { path: join(boring, "app.ts") });
const journal = new dynamodb.Table(stack, "journal", {
  partitionKey: { name: "pk", type: dynamodb.AttributeType.STRING },
  sortKey: { name: "sk", type: dynamodb.AttributeType.STRING },
  billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
  removalPolicy: RemovalPolicy.RETAIN,
});
const volumeAccess = new ec2.SecurityGroup(stack, "volume-access", { vpc });
const volume = new efs.FileSystem(stack, "volume", {
  vpc,
  encrypted: true,
  throughputMode: efs.ThroughputMode.ELASTIC,
  removalPolicy: RemovalPolicy.RETAIN,
  securityGroup: volumeAccess,
  vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
  allowAnonymousAccess: false,
});
volume.addToResourcePolicy(
  new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
    conditions: { Null: { "elasticfilesystem:AccessPointArn": "true" } },
  }),
);
const accessPoint = (id: string, path: string) =>
  volume.addAccessPoint(id, {
    path,
    posixUser: { uid: "20001", gid: "20001" },
    createAcl: { ownerUid: "20001", ownerGid: "20001", permissions: "0755" },
  });
const [own, versions] = [accessPoint("source", "/srce"), accessPoint("source-versions", "/srce/v")];

// Balancer: one listener, one target group for the service.
const allowedCidrs: readonly string[] = [];
const balancer = new elb.ApplicationLoadBalancer(stack, "balancer", { vpc, internetFacing: true });
const targets = new elb.ApplicationTargetGroup(stack, "serve-targets", {
  vpc,
  port: 1111,
  protocol: elb.ApplicationProtocol.HTTP,
  targetType: elb.TargetType.INSTANCE,
  deregistrationDelay: Duration.seconds(30),
  healthCheck: { path: "/", healthyHttpCodes: "200-499", interval: Duration.seconds(10) },
});
const listener = balancer.addListener("serve", {
  port: 1111,
  protocol: elb.ApplicationProtocol.HTTP,
  open: false,
  defaultTargetGroups: [targets],
});
for (const cidr of allowedCidrs) listener.connections.allowDefaultPortFrom(ec2.Peer.ipv4(cidr));

// Machines: the controller, and the shared machine of both works.
interface MachineOptions {
  readonly instanceType: string;
  readonly machineImage: ec2.IMachineImage;
  readonly disk: number;
  readonly max: number;
}
function machines(id: string, { instanceType, machineImage, disk, max }: MachineOptions) {
  const role = new iam.Role(stack, `${id}-role`, {
    assumedBy: new iam.ServicePrincipal("ec2.amazonaws.com"),
  });
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      resources: ["*"],
    }),
  );
  const firewall = new ec2.SecurityGroup(stack, `${id}-firewall`, { vpc });
  const userData = ec2.UserData.forLinux();
  userData.addCommands(
    `aws s3 cp s3://${bundles.bucketName}/boot/boot.sh /root/boot.sh`,
    `exec bash /root/boot.sh --group ${id} --journal ${journal.tableName}`,
  );
  const launchTemplate = new ec2.LaunchTemplate(stack, `${id}-template`, {
    role,
    securityGroup: firewall,
    userData,
    machineImage,
    requireImdsv2: true,
    httpPutResponseHopLimit: 1,
    associatePublicIpAddress: true,
    blockDevices: [
      {
        deviceName: "/dev/xvda",
        volume: ec2.BlockDeviceVolume.ebs(disk, {
          encrypted: true,
          volumeType: ec2.EbsDeviceVolumeType.GP3,
        }),
      },
    ],
  });
  const group = new autoscaling.AutoScalingGroup(stack, `${id}-group`, {
    vpc,
    minCapacity: 0,
    maxCapacity: max,
    newInstancesProtectedFromScaleIn: true,
    mixedInstancesPolicy: {
      launchTemplate,
      launchTemplateOverrides: [{ instanceType: new ec2.InstanceType(instanceType) }],
      instancesDistribution: { onDemandPercentageAboveBaseCapacity: 100 },
    },
    vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
  });
  volumeAccess.addIngressRule(firewall, ec2.Port.tcp(2049));
  return { role, firewall, group };
}
const workLogs = ["source", "serve"].map(
  (work) =>
    new logs.LogGroup(stack, `${work}-logs`, {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    }),
);
const shared = machines("default", {
  instanceType: "t3.medium",
  machineImage: ec2.MachineImage.genericLinux({ "us-east-1": "ami-0123456789abcdef0" }),
  disk: 30,
  max: 1,
});
shared.group.attachToApplicationTargetGroup(targets);
shared.firewall.connections.allowFrom(balancer, ec2.Port.tcp(1111));
for (const group of workLogs) group.grantWrite(shared.role);
code.grantRead(shared.role);
bundles.grantRead(shared.role, "works/*");
for (const [point, actions] of [
  [own, ["ClientMount", "ClientWrite"]],
  [versions, ["ClientMount"]],
] as const) {
  shared.role.addToPolicy(
    new iam.PolicyStatement({
      actions: actions.map((action) => `elasticfilesystem:${action}`),
      resources: [volume.fileSystemArn],
      conditions: { StringEquals: { "elasticfilesystem:AccessPointArn": point.accessPointArn } },
    }),
  );
}
const controllerLogs = new logs.LogGroup(stack, "controller-logs", {
  retention: logs.RetentionDays.ONE_MONTH,
});
const controller = machines("controller", {
  instanceType: "t4g.small",
  machineImage: ec2.MachineImage.genericLinux({ "us-east-1": "ami-0fedcba9876543210" }),
  disk: 8,
  max: 2,
});
controller.firewall.addIngressRule(ec2.Peer.ipv4(vpc.vpcCidrBlock), ec2.Port.tcp(7502));
controllerLogs.grantWrite(controller.role);
flow.grantRead(controller.role);
data.grantReadWrite(controller.role, "controller/*");
journal.grantReadWriteData(controller.role);
controller.role.addToPolicy(
  new iam.PolicyStatement({
    actions: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
    resources: ["*"],
    conditions: { StringEquals: { "aws:ResourceTag/thunderhead:app": "boring" } },
  }),
);

new CfnOutput(stack, "url", { value: `http://${balancer.loadBalancerDnsName}:1111` });
new CfnOutput(stack, "groups", { value: shared.group.autoScalingGroupName });
app.synth();
