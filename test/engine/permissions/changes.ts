/**
 * A change of everything that can be changed in place, as the `infra/overrides.ts` of somebody who wants it so:
 * it asks for the rights that a first `up` does not need.
 */
export const overrides = `import * as pulumi from "@pulumi/pulumi";

const changed = {
  "aws:autoscaling/group:Group": ({ tags }) => ({
    healthCheckGracePeriod: 301,
    suspendedProcesses: ["AZRebalance"],
    targetGroupArns: [],
    tags: [...tags.slice(1), { key: "proof", value: "2", propagateAtLaunch: true }],
  }),
  "aws:cloudwatch/logGroup:LogGroup": () => ({ retentionInDays: 365 }),
  "aws:dynamodb/table:Table": () => ({ deletionProtectionEnabled: true }),
  "aws:ec2/launchTemplate:LaunchTemplate": () => ({ description: "another" }),
  "aws:ec2/vpcEndpoint:VpcEndpoint": ({ routeTableIds }) => ({ routeTableIds: [], policy: undefined }),
  "aws:efs/mountTarget:MountTarget": ({ securityGroups }) => ({ securityGroups: [] }),
  "aws:iam/policy:Policy": () => ({
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Action: ["ec2:CreateFleet"], Resource: "*" }],
    }),
  }),
  "aws:iam/role:Role": () => ({
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: ["ec2.amazonaws.com", "ssm.amazonaws.com"] }, Action: "sts:AssumeRole" },
      ],
    }),
  }),
  "aws:lb/listener:Listener": () => ({
    defaultActions: [
      { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } },
    ],
  }),
  "aws:lb/listenerRule:ListenerRule": ({ conditions }) => ({
    conditions: [...conditions, { pathPattern: { values: ["/*"] } }],
  }),
  "aws:lb/loadBalancer:LoadBalancer": ({ subnets }) => ({ idleTimeout: 61, securityGroups: [] }),
  "aws:lb/targetGroup:TargetGroup": ({ healthCheck }) => ({ healthCheck: { ...healthCheck, interval: 77 } }),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ({ ipProtocol }) =>
    // The emulated AWS wants ports with a change of any rule.
    ipProtocol === "-1" ? {} : { description: "another" },
};

const isTagged = (tags) => tags !== undefined && !Array.isArray(tags);

pulumi.runtime.registerResourceTransform(({ type, props, opts }) => ({
  props: {
    ...props,
    ...(isTagged(props.tags) && { tags: { proof: "2" } }),
    ...changed[type]?.(props),
  },
  opts,
}));
`;
