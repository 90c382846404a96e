/**
 * The `aws` section of `thunderhead.config.ts`, as people write it: structure only. Values that differ from
 * stack to stack (zones, images, networks that may call) lie in `Pulumi.<stack>.yaml`, with defaults in
 * `Pulumi.yaml`.
 */
export interface AwsConfig {
  /** @default "us-east-1" */
  readonly region?: string;
  /** Zone ids (`use1-az4`) that the network spans. @default those that sell what the app asks for */
  readonly zones?: readonly string[];
  /**
   * How people reach services: a balancer over plain HTTP to stated networks (the default), HTTPS with host
   * names below a domain, or no balancer at all and a forwarded port.
   */
  readonly access?: "tunnel" | DomainAccess;
  /** A network that is there already, instead of one of the app's own. */
  readonly network?: ExistingNetwork;
  /** ARN of an EFS file system that holds the app's Paths: one that an earlier stack left, or yours. */
  readonly volume?: string;
  /**
   * Network cards of machines that compute together: all that the type has, behind a NAT gateway where these
   * are several (some 36 $ a month), or one, with a public address and a fraction of the bandwidth.
   * @default "all-cards"
   */
  readonly fabric?: "all-cards" | "one-card";
  /**
   * Capacity that is paid for already, by the machines that shall use it: a work's name, a colocation group's,
   * or `default`. They start nowhere else.
   */
  readonly reservations?: Readonly<Record<string, Reservation>>;
  /** On everything that has tags, beside `thunderhead:app`. At most 40. */
  readonly tags?: Readonly<Record<string, string>>;
  /** ARN of the policy that bounds every role. */
  readonly permissionsBoundary?: string;
  /** What the app may cost. @default nobody counts */
  readonly budget?: Budget;
  /** ARN of the key that encrypts disks, volume, buckets, journal and logs. @default AWS's own keys */
  readonly kmsKey?: string;
}

export interface DomainAccess {
  readonly domain: string;
  /** The Route 53 zone that holds the domain; without it `certificate` is needed, and records are yours. */
  readonly zoneId?: string;
  /** ARN of a certificate for the domain and all names below it. @default one made, and proven in the zone */
  readonly certificate?: string;
  /**
   * Who opens the console logs in first, at an identity provider that the balancer asks.
   * @default nobody is asked before the console itself asks for its token, which `thunderhead open` prints
   */
  readonly login?: CognitoLogin | OidcLogin;
}

/** Its app client lets the balancer back in: callback URL `https://<domain>/oauth2/idpresponse`, with a secret. */
export interface CognitoLogin {
  /** ARN of the user pool. */
  readonly userPool: string;
  readonly clientId: string;
  /** The prefix of the pool's domain, or the whole of one of your own. */
  readonly userPoolDomain: string;
}

/**
 * As the provider's `/.well-known/openid-configuration` has them. The client's secret is the stack's:
 * `pulumi config set --secret loginSecret …`.
 */
export interface OidcLogin {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly userInfoEndpoint: string;
  readonly clientId: string;
}

/**
 * Word of it when it is going to be spent and when it nearly is; when it is, the controller may start no more
 * machines. AWS counts what has the tag `thunderhead:app`, once that is activated as a cost allocation tag.
 */
export interface Budget {
  /** Whole USD a month. */
  readonly monthly: number;
  /** An e-mail address. */
  readonly notify: string;
}

export type Reservation = OnDemandReservation | CapacityBlock;

export interface OnDemandReservation {
  /** `cr-0a1b2c3d` */
  readonly id: string;
  /** Id of the zone it is in: `use1-az4`. */
  readonly zone: string;
  readonly block?: false;
}

/**
 * Bought for some days. EC2 ends its machines from half an hour before its end on (an hour, for UltraServers), and
 * tells them nothing: the app does, ten minutes ahead, and asks for no more machines from then on.
 */
export interface CapacityBlock {
  readonly id: string;
  readonly zone: string;
  readonly block: true;
  /**
   * ISO 8601 with its zone, `2026-12-01T11:30:00Z`: the end date that EC2's console shows, and
   * `aws ec2 describe-capacity-reservations` as `EndDate`. Once the block is extended, write the new one and deploy.
   */
  readonly ends: string;
}

export interface ExistingNetwork {
  /** `vpc-0a1b2c3d` */
  readonly vpc: string;
  /** Its address block: machines talk to each other inside it. */
  readonly cidr: string;
  /** By zone id, one each. They need a way out (an internet or a NAT gateway). */
  readonly subnets: Readonly<Record<string, string>>;
}
