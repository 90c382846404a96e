import type { AppNode } from "#graph/graph.ts";
import { array, type Expression, literal, object, reference } from "#plan/expression.ts";
import type { Output, PlanFile, Statement } from "#plan/plan.ts";
import { lowerBalancer } from "./balancer.ts";
import { lowerBudget } from "./budget.ts";
import { bundlesCall } from "./bundle.ts";
import { type AwsContext, component } from "./calls.ts";
import { lowerController } from "./flow.ts";
import { layoutOf } from "./layout.ts";
import { groupSymbol, machinesAlikeSymbol, machinesName, ownAlike } from "./machine-group.ts";
import { lowerNetwork } from "./network.ts";
import { hasVolume, lowerFormerPaths } from "./path.ts";
import { serviceSymbol } from "./service.ts";
import { lowerSettings } from "./settings.ts";
import { lowerStorage } from "./storage.ts";

/** What every app has, whatever it consists of. */
export function lowerApp(app: AppNode, context: AwsContext): readonly PlanFile[] {
  return [
    lowerSettings(context),
    lowerNetwork(context),
    lowerStorage(context),
    platform(context),
    ...lowerFormerPaths(context),
    ...lowerBalancer(context),
    ...rootWork(context),
    ...lowerBudget(context),
    lowerIndex(app, context),
  ];
}

/** A bare work as root has no flow to bring the controller. */
function rootWork(context: AwsContext): readonly PlanFile[] {
  const [root] = context.graph.components;
  return root?.kind === "work" ? [lowerController(root, context)] : [];
}

function platform({ graph, options }: AwsContext): PlanFile {
  const names = [
    ...["app", "tags", "network", "bundles", "journal", "data"],
    ...(hasVolume({ graph, options }) ? ["volume"] : []),
    ...(options.permissionsBoundary === undefined ? [] : ["permissionsBoundary"]),
    ...(options.kmsKey === undefined ? [] : ["kmsKey"]),
  ];
  return {
    file: "platform.ts",
    header: ["What every work and machine of the app stands on, handed to each as one argument."],
    statements: [
      {
        kind: "constant",
        symbol: "platform",
        identifier: "platform",
        value: object(Object.fromEntries(names.map((name) => [name, reference(name)]))),
        comment: [],
      },
    ],
  };
}

function lowerIndex({ title, file }: AppNode, context: AwsContext): PlanFile {
  return {
    file: "index.ts",
    header: [`${title}, from ${file}.`],
    statements: [
      { kind: "import", file: "overrides.ts" },
      bundlesCall(context),
      deployment(context),
      ...outputs(context),
      { kind: "import", file: "extra/index.ts" },
    ],
  };
}

function deployment(context: AwsContext): Statement {
  const layout = layoutOf(context.graph, context.options);
  const { groups } = layout;
  const { access } = context.options;
  return component("Deployment", {
    name: "deployment",
    symbol: "deployment",
    identifier: "deployment",
    arguments: {
      platform: reference("platform"),
      code: reference("bundle objects"),
      controller: reference("controller"),
      machines: array(
        groups.flatMap((group) => {
          const alike = ownAlike(group, layout);
          if (!alike) return [reference(groupSymbol(group))];
          return alike.works[0] === group.works[0]
            ? [reference(machinesAlikeSymbol(alike), "all")]
            : [];
        }),
      ),
      ...(context.graph.config.length > 0 && { config: reference("appConfig") }),
      keepFailed: reference("keepFailed"),
      ...(access.kind === "https" && { console: reference("console") }),
      ...(access.kind === "https" && access.login && { login: literal(true) }),
    },
    origin: {
      comment: [
        "What only the cloud knows (names of groups, access points, addresses), for the controller, which starts when all is there.",
      ],
      because: "the controller and every machine look it up",
    },
    registers: [{ type: "aws:s3/bucketObjectv2:BucketObjectv2", name: "deployment" }],
  });
}

/** What people ask a stack for. */
function outputs({ graph, options }: AwsContext): readonly Output[] {
  const layout = layoutOf(graph, options);
  const { groups, services } = layout;
  const output = (identifier: string, value: Output["value"]): Output => ({
    kind: "output",
    identifier,
    value,
  });
  const balanced = options.access.kind !== "tunnel" && services.length > 0;
  const urls = services.map(({ work }) => [work.name, reference(serviceSymbol(work), "url")]);
  return [
    ...(options.access.kind === "https" ? [output("url", reference("console", "url"))] : []),
    // Whoever keeps the domain elsewhere points it, and all names below it, here.
    ...(options.access.kind === "https" && options.access.zoneId === undefined
      ? [output("pointDomainAt", reference("balancer", "balancer", "dnsName"))]
      : []),
    ...(balanced
      ? [
          output("services", object(Object.fromEntries(urls))),
          output("reachableFrom", reference("balancer", "reachableFrom")),
        ]
      : []),
    output(
      "groups",
      object(
        Object.fromEntries(
          groups.map((group): readonly [string, Expression] => {
            const alike = ownAlike(group, layout);
            return alike
              ? [alike.name, reference(machinesAlikeSymbol(alike), "groupNames")]
              : [machinesName(group), reference(groupSymbol(group), "groupNames")];
          }),
        ),
      ),
    ),
    output(
      "data",
      object({
        bundles: reference("bundles", "bucket"),
        journal: reference("journal", "name"),
        data: reference("data", "bucket"),
        ...(hasVolume({ graph, options }) && { volume: reference("volume", "id") }),
      }),
    ),
  ];
}
