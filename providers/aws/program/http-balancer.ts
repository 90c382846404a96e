// One balancer for all services, plain HTTP, for there is no domain to hold a certificate. It
// admits the stated networks and nobody else. The console is not on it: its login would travel in
// clear.
import type * as ec2 from "@pulumi/aws/ec2/index.js";
import * as lb from "@pulumi/aws/lb/index.js";
import * as pulumi from "@pulumi/pulumi";
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

export interface HttpBalancerArgs {
  network: Network;
  /** Networks that may call, as CIDR blocks. */
  cidrs: readonly string[];
  /** Stand in the first so many of the network's zones; in all unless given. */
  zones?: number;
  tags: Tags;
}

export class HttpBalancer extends pulumi.ComponentResource {
  readonly args: HttpBalancerArgs;
  readonly firewall: ec2.SecurityGroup;
  readonly balancer: lb.LoadBalancer;
  /** It reaches machines in these zones only. */
  readonly zones: readonly string[];
  /** A stack output: with no network stated, nobody gets in. */
  readonly reachableFrom: string;

  constructor(name: string, args: HttpBalancerArgs, options?: pulumi.ComponentResourceOptions) {
    super("thunderhead:aws:HttpBalancer", name, {}, options);
    refuseEverybody(args.cidrs);
    const parts = balancerParts(name, args, { parent: this });
    this.args = args;
    this.zones = parts.zones;
    this.firewall = parts.firewall;
    this.balancer = parts.balancer;
    this.reachableFrom = reachableFrom(args.cidrs);
    this.registerOutputs({ address: this.balancer.dnsName });
  }
}

export interface HttpServiceArgs {
  balancer: HttpBalancer;
  /** The work's port on its machine. */
  port: number;
  /** The balancer's port for it: the same unless another service has it. */
  listener?: number;
  /** Healthy is whatever answers here with 200 to 499. */
  health: string;
  /** The whole internet may call it, not the stated networks alone. */
  public?: boolean;
}

export class HttpService extends pulumi.ComponentResource implements Service {
  readonly port: number;
  readonly from: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly targets: pulumi.Output<string>;
  readonly zones: readonly string[];

  constructor(
    name: string,
    { balancer, port, listener = port, health, public: isPublic = false }: HttpServiceArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("thunderhead:aws:HttpService", name, {}, options);
    const mine = { parent: this };
    const { network, tags } = balancer.args;
    const cidrs = isPublic ? everybody : balancer.args.cidrs;
    const targets = targetGroup(name, { network, port, health, tags }, mine);
    new lb.Listener(
      name,
      {
        loadBalancerArn: balancer.balancer.arn,
        port: listener,
        protocol: "HTTP",
        defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
        tags,
      },
      mine,
    );
    admit(name, { firewall: balancer.firewall, port: listener, cidrs }, mine);
    this.port = port;
    this.from = balancer.firewall.id;
    this.targets = targets.arn;
    this.zones = balancer.zones;
    this.url = pulumi.interpolate`http://${balancer.balancer.dnsName}:${listener}`;
    this.registerOutputs({ url: this.url });
  }
}
