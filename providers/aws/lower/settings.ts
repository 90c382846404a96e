import { literal, object, reference } from "#plan/expression.ts";
import type { ConfigDeclaration, PlanFile, Setting, SettingType, Statement } from "#plan/plan.ts";
import { imageOf, imagesAsOf } from "../catalogue/region.ts";
import type { Budget, CognitoLogin, ExistingNetwork, OidcLogin } from "../config.ts";
import type { AwsOptions } from "../options.ts";
import type { AwsContext } from "./calls.ts";
import { layoutOf } from "./layout.ts";

/** One typed value of the stack and its declaration, so that the two never part. */
interface StackValue {
  readonly key: string;
  readonly type: SettingType;
  readonly comment: string;
  readonly declaration: ConfigDeclaration;
}

const image: SettingType = { kind: "component", file: "components/platform.ts", name: "Image" };
const strings: SettingType = { kind: "list", of: { kind: "string" } };

const imagesDated = (region: string): string => {
  const date = imagesAsOf(region);
  return date === undefined ? "" : `, as of ${date}`;
};

function stackValues({ graph, options }: Pick<AwsContext, "graph" | "options">) {
  const { zones, images, services } = layoutOf(graph, options);
  const { access, region, network } = options;
  const values: StackValue[] = [
    ...(network ? existingNetwork(network) : [spannedZones(zones)]),
    {
      key: "images",
      type: { kind: "record", fields: Object.fromEntries(images.map((name) => [name, image])) },
      comment: "Pinned by `thunderhead images --update`; the root device goes with the image.",
      declaration: {
        type: "object",
        description: `Machine images with their root devices${imagesDated(region)}.`,
        default: Object.fromEntries(images.map((name) => [name, imageOf(region, name)])),
      },
    },
    {
      key: "keepData",
      type: { kind: "boolean" },
      comment: "volume, journal and data stay",
      declaration: {
        type: "boolean",
        description: "Refuse to delete volume, journal and data, and leave them on destroy.",
        default: true,
      },
    },
  ];
  values.push({
    key: "keepFailed",
    type: { kind: "number" },
    comment: "seconds that machines stay after a failure",
    declaration: {
      type: "integer",
      description: "Seconds that machines stay, for people to look at, after something has failed.",
      default: 0,
    },
  });
  if (access.kind !== "tunnel" && (services.length > 0 || access.kind === "https")) {
    values.push({
      key: "allowedCidrs",
      type: strings,
      comment: "nobody by default",
      declaration: {
        type: "array",
        items: { type: "string" },
        description: "Networks that may call the services, as CIDR blocks.",
        default: [],
      },
    });
  }
  if (access.kind === "https") {
    values.push(text("domain", access.domain, "Services answer below it; the console at it."));
    if (access.login) values.push(...loginValues(access.login));
  }
  return [
    ...values,
    ...(graph.config.length > 0 ? [appConfig] : []),
    ...(options.budget ? budgetValues(options.budget) : []),
    ...givenArns(options),
  ];
}

const appConfig: StackValue = {
  key: "appConfig",
  type: { kind: "map", of: { kind: "string" } },
  comment: "what the app's `config` answers, by name",
  declaration: {
    type: "object",
    description: "Values of the app's `config`; its own fallbacks where nothing is said.",
    default: {},
  },
};

const budgetValues = ({ monthly, notify }: Budget): readonly StackValue[] => [
  {
    key: "monthlyBudget",
    type: { kind: "number" },
    comment: "USD",
    declaration: {
      type: "integer",
      description: "USD that the app may cost a month.",
      default: monthly,
    },
  },
  text("budgetContact", notify, "Who hears of what the app costs, by e-mail."),
];

/** Who is asked to log in lies with the stack; an OpenID client's secret in it, encrypted. */
function loginValues(login: CognitoLogin | OidcLogin): readonly StackValue[] {
  const asks = (key: string, name: string): StackValue => ({
    key,
    type: { kind: "component", file: "components/login.ts", name },
    comment: "asks who opens the console",
    declaration: {
      type: "object",
      description: "The identity provider that the console's callers log in at.",
      default: login,
    },
  });
  if (!("issuer" in login)) return [asks("login", "CognitoLogin")];
  const description = "The secret of the OpenID client that the balancer is.";
  return [
    asks("identityProvider", "IdentityProvider"),
    {
      key: "loginSecret",
      type: { kind: "secret" },
      comment: "",
      declaration: { type: "string", secret: true, description },
    },
  ];
}

/** An OpenID client's provider and its secret, as one. */
function loginConstant({ access }: AwsOptions): readonly Statement[] {
  if (access.kind !== "https" || !access.login || !("issuer" in access.login)) return [];
  const value = object({
    provider: reference("identityProvider"),
    clientSecret: reference("loginSecret"),
  });
  return [{ kind: "constant", symbol: "login", identifier: "login", value, comment: [] }];
}

const spannedZones = (zones: readonly string[]): StackValue => ({
  key: "zones",
  type: strings,
  comment: "zones that sell what works ask for",
  declaration: {
    type: "array",
    items: { type: "string" },
    description: "Ids of the zones that the network spans.",
    default: zones,
  },
});

const existingNetwork = ({ vpc, cidr, subnets }: ExistingNetwork): readonly StackValue[] => [
  text("vpc", vpc, "The network that machines stand in."),
  text("cidr", cidr, "The block of its addresses."),
  {
    key: "subnets",
    type: { kind: "map", of: { kind: "string" } },
    comment: "a subnet a zone, by the zone's id",
    declaration: {
      type: "object",
      description: "Subnets with a way out, by zone id.",
      default: subnets,
    },
  },
];

/** What the account has already, by ARN; stages are often accounts of their own. */
function givenArns({ access, volume, permissionsBoundary, kmsKey }: AwsOptions) {
  const { zoneId, certificate } = access.kind === "https" ? access : {};
  const given = [
    ["zoneId", zoneId, "The Route 53 zone that holds the domain."],
    ["certificate", certificate, "A certificate for the domain and all names below it."],
    ["existingVolume", volume, "The file system that holds the app's Paths."],
    ["permissionsBoundary", permissionsBoundary, "The policy that bounds every role."],
    ["kmsKey", kmsKey, "The key that encrypts disks, volume, buckets, journal and logs."],
  ] as const;
  return given.flatMap(([key, value, about]) =>
    value === undefined ? [] : [text(key, value, about)],
  );
}

const text = (key: string, value: string, description: string): StackValue => ({
  key,
  type: { kind: "string" },
  comment: "",
  declaration: { type: "string", description, default: value },
});

/** For Pulumi.yaml. */
export function stackConfig(
  situation: Pick<AwsContext, "graph" | "options">,
): Readonly<Record<string, ConfigDeclaration>> {
  return {
    "aws:region": { value: situation.options.region },
    ...Object.fromEntries(stackValues(situation).map(({ key, declaration }) => [key, declaration])),
  };
}

export function lowerSettings(context: AwsContext): PlanFile {
  const { tags } = context.options;
  const settings = stackValues(context).map(
    ({ key, type, comment }): Setting => ({
      kind: "setting",
      symbol: key,
      identifier: key,
      key,
      type,
      comment: comment === "" ? [] : [comment],
    }),
  );
  return {
    file: "settings.ts",
    header: [
      "What differs between stacks; the values lie in Pulumi.<stack>.yaml, their types and defaults in Pulumi.yaml.",
    ],
    statements: [region, app, ...settings, ...loginConstant(context.options), allTags(tags ?? {})],
  };
}

const region: Setting = {
  kind: "setting",
  symbol: "region",
  identifier: "region",
  namespace: "aws",
  key: "region",
  type: { kind: "string" },
  comment: [],
};

const pulumiCall = (name: string) =>
  ({
    kind: "call",
    callee: { kind: "package", module: "@pulumi/pulumi", namespace: "pulumi", name },
    arguments: [],
  }) as const;

const app: Statement = {
  kind: "constant",
  symbol: "app",
  identifier: "app",
  value: {
    kind: "interpolation",
    parts: [pulumiCall("getProject"), "-", pulumiCall("getStack")],
  },
  comment: [],
};

const allTags = (given: Readonly<Record<string, string>>): Statement => ({
  kind: "constant",
  symbol: "tags",
  identifier: "tags",
  value: object({
    "thunderhead:app": reference("app"),
    ...Object.fromEntries(Object.entries(given).map(([key, value]) => [key, literal(value)])),
  }),
  comment: [],
});
