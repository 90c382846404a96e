// One balancer for all services: HTTPS, a host name for each below the app's domain. Paths in URLs
// stay as they are, which path rules would break.
import * as acm from "@pulumi/aws/acm/index.js";
import type * as ec2 from "@pulumi/aws/ec2/index.js";
import * as lb from "@pulumi/aws/lb/index.js";
import * as route53 from "@pulumi/aws/route53/index.js";
import * as rules from "@pulumi/aws/vpc/index.js";
import * as pulumi from "@pulumi/pulumi";
import { type Login, loginActions } from "./login.ts";
import type { Network, Tags } from "./platform.ts";
import {
  admit,
  balancerParts,
  everybody,
  reachableFrom,
  refuseEverybody,
  targetGroup,
} from "./targets.ts";
import type { Service } from "./work.ts";

export interface HttpsBalancerArgs {
  network: Network;
  domain: string;
  /** The Route 53 zone that holds the domain; without it, its records are made by hand. */
  zoneId?: string;
  /** ARN of one for the domain and all names below it; made, and proven, unless given. */
  certificate?: string;
  /** Networks that may call, as CIDR blocks. */
  cidrs: readonly string[];
  /** Some service is for the whole internet: each other's rule then says who may call. */
  open?: boolean;
  /** It asks an identity provider who calls, for which it has to reach one. */
  asksLogin?: boolean;
  /** Stand in the first so many of the network's zones; in all unless given. */
  zones?: number;
  tags: Tags;
}

export class HttpsBalancer extends pulumi.ComponentResource {
  readonly args: HttpsBalancerArgs;
  readonly firewall: ec2.SecurityGroup;
  readonly balancer: lb.LoadBalancer;
  readonly listener: lb.Listener;
  /** It reaches machines in these zones only. */
  readonly zones: readonly string[];
  /** A stack output: with no network stated, nobody gets in. */
  readonly reachableFrom: string;

  constructor(name: string, args: HttpsBalancerArgs, options?: pulumi.ComponentResourceOptions) {
    super("thunderhead:aws:HttpsBalancer", name, {}, options);
    const mine = { parent: this };
    refuseEverybody(args.cidrs);
    const { firewall, balancer, zones } = balancerParts(name, args, mine);
    admit(name, { firewall, port: 443, cidrs: args.open ? everybody : args.cidrs }, mine);
    if (args.asksLogin) reachLogin(name, firewall, mine);
    this.args = args;
    this.zones = zones;
    this.firewall = firewall;
    this.balancer = balancer;
    this.listener = new lb.Listener(
      name,
      {
        loadBalancerArn: balancer.arn,
        port: 443,
        protocol: "HTTPS",
        certificateArn: args.certificate ?? certificate(name, args, mine),
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        defaultActions: [
          {
            type: "fixed-response",
            fixedResponse: { contentType: "text/plain", statusCode: "404" },
          },
        ],
        tags: args.tags,
      },
      mine,
    );
    this.reachableFrom = reachableFrom(args.cidrs);
    this.registerOutputs({ address: balancer.dnsName });
  }
}

/** Every other way out of the balancer ends inside the network. */
const reachLogin = (name: string, firewall: ec2.SecurityGroup, options: pulumi.ResourceOptions) =>
  new rules.SecurityGroupEgressRule(
    `${name}-login`,
    {
      securityGroupId: firewall.id,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "0.0.0.0/0",
    },
    options,
  );

/** Valid once its proof stands in the zone; listeners wait for that. */
function certificate(
  name: string,
  { domain, zoneId, tags }: HttpsBalancerArgs,
  options: pulumi.ResourceOptions,
): pulumi.Output<string> {
  if (!zoneId) throw new Error(`A certificate for ${domain} needs its zone, or is given.`);
  const wanted = new acm.Certificate(
    name,
    {
      domainName: domain,
      subjectAlternativeNames: [`*.${domain}`],
      validationMethod: "DNS",
      tags,
    },
    options,
  );
  // The domain and its wildcard share one record.
  const proof = wanted.domainValidationOptions.apply(([option]) => {
    if (!option) throw new Error(`AWS asks for no proof of ${domain}.`);
    return option;
  });
  const record = new route53.Record(
    `${name}-proof`,
    {
      zoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: 60,
      allowOverwrite: true,
    },
    options,
  );
  const valid = new acm.CertificateValidation(
    name,
    { certificateArn: wanted.arn, validationRecordFqdns: [record.fqdn] },
    options,
  );
  return valid.certificateArn;
}

export interface HttpsServiceArgs {
  balancer: HttpsBalancer;
  /** Below the domain; the domain itself unless given. */
  host?: string;
  port: number;
  /** Healthy is whatever answers here with 200 to 499. */
  health: string;
  /** The whole internet may call it, not the stated networks alone. */
  public?: boolean;
  /** Who calls has to log in first. */
  login?: Login;
}

export class HttpsService extends pulumi.ComponentResource implements Service {
  readonly port: number;
  readonly from: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly targets: pulumi.Output<string>;
  readonly zones: readonly string[];

  constructor(
    name: string,
    { balancer, host, port, health, public: isPublic = false, login }: HttpsServiceArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("thunderhead:aws:HttpsService", name, {}, options);
    const mine = { parent: this };
    const { network, domain, zoneId, tags, open = false, cidrs } = balancer.args;
    const address = host ? `${host}.${domain}` : domain;
    const targets = targetGroup(name, { network, port, health, tags }, mine);
    for (const [at, callers] of (open && !isPublic ? callersOf(cidrs) : [undefined]).entries()) {
      new lb.ListenerRule(
        at === 0 ? name : `${name}-${at + 1}`,
        {
          listenerArn: balancer.listener.arn,
          conditions: [
            { hostHeader: { values: [address] } },
            ...(callers ? [{ sourceIp: { values: callers } }] : []),
          ],
          actions: [...loginActions(login), { type: "forward", targetGroupArn: targets.arn }],
          tags,
        },
        mine,
      );
    }
    const { dnsName, zoneId: balancerZone } = balancer.balancer;
    if (zoneId) {
      new route53.Record(
        name,
        {
          zoneId,
          name: address,
          type: "A",
          aliases: [{ name: dnsName, zoneId: balancerZone, evaluateTargetHealth: false }],
        },
        mine,
      );
    }
    this.port = port;
    this.from = balancer.firewall.id;
    this.targets = targets.arn;
    this.zones = balancer.zones;
    this.url = pulumi.output(`https://${address}`);
    this.registerOutputs({ url: this.url });
  }
}

/** A rule has five values at most, and one is the host. */
const callersOf = (cidrs: readonly string[]): readonly string[][] =>
  Array.from({ length: Math.ceil(cidrs.length / 4) }, (_, at) => cidrs.slice(at * 4, at * 4 + 4));
