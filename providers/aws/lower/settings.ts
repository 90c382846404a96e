import { object, reference } from "#plan/expression.ts";
import type { ConfigDeclaration, PlanFile, Setting, SettingType, Statement } from "#plan/plan.ts";
import { imageOf, imagesAsOf } from "../catalogue/region.ts";
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
  const { access, region } = options;
  const values: StackValue[] = [
    {
      key: "zones",
      type: strings,
      comment: "zones that sell what works ask for",
      declaration: {
        type: "array",
        items: { type: "string" },
        description: "Ids of the zones that the network spans.",
        default: zones,
      },
    },
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
    values.push(text("zoneId", access.zoneId, "The Route 53 zone that holds the domain."));
  }
  return values;
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
    statements: [region, app, ...settings, tags],
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

const tags: Statement = {
  kind: "constant",
  symbol: "tags",
  identifier: "tags",
  value: object({ "thunderhead:app": reference("app") }),
  comment: [],
};
