import type { Door, Json, ReviewedResource } from "#plan/review.ts";
import { listAt, numberAt, ofType, referred, textAt, textsAt } from "./inputs.ts";
import { scalingGroups } from "./machines.ts";

/** Who gets in from outside: through balancers, straight to machines, to buckets and volumes. */
export const doors = (resources: readonly ReviewedResource[]): readonly Door[] =>
  merged([
    ...admissions(resources).flatMap((one) => [
      ...throughBalancers(one, resources),
      ...toMachines(one, resources),
    ]),
    ...openBuckets(resources),
    ...openVolumes(resources),
  ]);

/** A firewall lets these networks in, on these ports. */
interface Admission {
  readonly firewall: string;
  readonly network: string;
  readonly from: number;
  readonly to: number;
}

const firewallType = "aws:ec2/securityGroup:SecurityGroup";
const everyPort = { from: 0, to: 65_535 };

/** As a rule of its own, old or new style, or within the group. The network's own addresses are inside. */
function admissions(resources: readonly ReviewedResource[]): readonly Admission[] {
  const inside = new Set(
    ofType(resources, "aws:ec2/vpc:Vpc").flatMap(({ inputs }) => textsAt(inputs, "cidrBlock")),
  );
  const rules = ofType(resources, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
  const classic = ofType(resources, "aws:ec2/securityGroupRule:SecurityGroupRule");
  const all = [
    ...rules.flatMap(({ inputs }) => admission(textAt(inputs, "securityGroupId"), inputs)),
    ...classic
      .filter(({ inputs }) => inputs["type"] === "ingress")
      .flatMap(({ inputs }) => admission(textAt(inputs, "securityGroupId"), inputs)),
    ...ofType(resources, firewallType).flatMap(({ name, inputs }) =>
      listAt(inputs, "ingress").flatMap((rule) => admission(`\${${name}.id}`, rule)),
    ),
  ];
  return all.filter(({ network }) => !inside.has(network));
}

function admission(firewall: string | undefined, rule: Json): readonly Admission[] {
  if (firewall === undefined) return [];
  const fields = ["cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks"];
  const networks = fields.flatMap((field) => textsAt(rule, field));
  const ports = {
    from: numberAt(rule, "fromPort") ?? everyPort.from,
    to: numberAt(rule, "toPort") ?? everyPort.to,
  };
  const reach = ports.from < 0 || (ports.from === 0 && ports.to === 0) ? everyPort : ports;
  return networks.map((network) => ({ firewall, network, ...reach }));
}

function throughBalancers(
  { firewall, network, from, to }: Admission,
  resources: readonly ReviewedResource[],
): readonly Door[] {
  const balancers = ofType(resources, "aws:lb/loadBalancer:LoadBalancer").filter(
    ({ inputs }) =>
      textsAt(inputs, "securityGroups").includes(firewall) && inputs["internal"] !== true,
  );
  const behind = (one: ReviewedResource) =>
    ofType(resources, "aws:lb/listener:Listener").filter(({ inputs }) => {
      const port = numberAt(inputs, "port") ?? 0;
      return (
        textAt(inputs, "loadBalancerArn") === `\${${one.name}.arn}` && from <= port && port <= to
      );
    });
  return balancers.flatMap(behind).flatMap((listener) => {
    const over = (textAt(listener.inputs, "protocol") ?? "tcp").toLowerCase();
    return services(listener, resources).map(({ callers, ...service }) => ({
      ...service,
      over: service.name === "console" ? `${over}, with login` : `${over}, no login`,
      networks: callers.length > 0 ? callers : [network],
    }));
  });
}

/** By host name where rules tell them apart, else by the listener's port. */
function services(
  listener: ReviewedResource,
  resources: readonly ReviewedResource[],
): readonly (Pick<Door, "name" | "label"> & { readonly callers: readonly string[] })[] {
  const byHost = ofType(resources, "aws:lb/listenerRule:ListenerRule")
    .filter(({ inputs }) => textAt(inputs, "listenerArn") === `\${${listener.name}.arn}`)
    .map((rule) => {
      const name = nameOf(rule);
      const hosts = listAt(rule.inputs, "conditions").flatMap((one) =>
        textsAt(one, "hostHeader", "values"),
      );
      // Where a rule names its callers, the firewall lets in others for other services' sake.
      const callers = listAt(rule.inputs, "conditions").flatMap((one) =>
        textsAt(one, "sourceIp", "values"),
      );
      return { name, label: hosts.length > 0 ? `${name} (${hosts.join(", ")})` : name, callers };
    });
  const forwards = listAt(listener.inputs, "defaultActions").some(
    (action) => textAt(action, "type") === "forward",
  );
  const name = nameOf(listener);
  const label = `${name} :${numberAt(listener.inputs, "port") ?? ""}`;
  return forwards ? [...byHost, { name, label, callers: [] }] : byHost;
}

/** The flow's own service is the console. */
const nameOf = ({ component, name }: ReviewedResource): string =>
  component === "root" ? "console" : (component ?? name);

/** Machines have public addresses: what their firewall admits gets to them. */
function toMachines(
  { firewall, network, from, to }: Admission,
  resources: readonly ReviewedResource[],
): readonly Door[] {
  const exposed = scalingGroups(resources).filter(({ template }) =>
    [
      ...textsAt(template?.inputs, "vpcSecurityGroupIds"),
      ...listAt(template?.inputs, "networkInterfaces").flatMap((card) =>
        textsAt(card, "securityGroups"),
      ),
    ].includes(firewall),
  );
  const ports = from === to ? `:${from}` : from === 0 ? "every port" : `:${from}–${to}`;
  return exposed.map(({ label }) => ({
    name: label,
    label: `${label} ${ports} of its machines`,
    over: "its public address, no login",
    networks: [network],
  }));
}

function openBuckets(resources: readonly ReviewedResource[]): readonly Door[] {
  const open = ofType(resources, "aws:s3/bucketPolicy:BucketPolicy").filter(({ inputs }) =>
    /"Effect":"Allow"[^}]*"Principal":("\*"|\{"AWS":"\*"\})|"Principal":("\*"|\{"AWS":"\*"\})[^}]*"Effect":"Allow"/.test(
      textAt(inputs, "policy")?.replaceAll(/\s/g, "") ?? "",
    ),
  );
  const unblocked = ofType(
    resources,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  ).filter(({ inputs }) => blocks.some((field) => inputs[field] === false));
  return [...open, ...unblocked].map(({ inputs, name }) => {
    const bucket = /^\$\{([^.}]+)/.exec(textAt(inputs, "bucket") ?? "")?.[1] ?? name;
    return { name: bucket, label: `bucket ${bucket}`, over: "S3, no login", networks: ["*"] };
  });
}

const blocks = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
];

/** A file system without a policy lets in whoever reaches a mount target, anonymously. */
function openVolumes(resources: readonly ReviewedResource[]): readonly Door[] {
  const policies = ofType(resources, "aws:efs/fileSystemPolicy:FileSystemPolicy");
  return ofType(resources, "aws:efs/fileSystem:FileSystem")
    .filter((volume) => {
      const policy = policies.find(
        ({ inputs }) =>
          referred([volume], volume.type, textAt(inputs, "fileSystemId")) !== undefined,
      );
      return !/"Effect":"Deny"/.test(textAt(policy?.inputs, "policy") ?? "");
    })
    .map(({ name }) => ({
      name,
      label: `file system ${name}`,
      over: "NFS, no credentials",
      networks: ["any machine of the network"],
    }));
}

/** One door, however many networks. */
function merged(all: readonly Door[]): readonly Door[] {
  const found = new Map<string, Door>();
  for (const door of all) {
    const key = `${door.name} ${door.label} ${door.over}`;
    const networks = [...new Set([...(found.get(key)?.networks ?? []), ...door.networks])].sort();
    found.set(key, { ...door, networks });
  }
  return [...found.values()];
}
