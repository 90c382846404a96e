import type { Flow } from "#graph/flow.ts";
import type { Component } from "#graph/graph.ts";
import { literal, reference } from "#plan/expression.ts";
import type { Call, PlanFile, Registration } from "#plan/plan.ts";
import { imageNameFor } from "../catalogue/region.ts";
import { describeType } from "../catalogue/types.ts";
import type { Access } from "../options.ts";
import { type AwsContext, component, registered } from "./calls.ts";
import { layoutOf } from "./layout.ts";
import { hasVolume } from "./path.ts";
import { httpsServiceParts } from "./service.ts";

/** All flows of an app run on its one controller, which the root brings. */
export function lowerFlow(flow: Flow, context: AwsContext): readonly PlanFile[] {
  return flow.parent === undefined ? [lowerController(flow, context)] : [];
}

/** For the root, a flow or a bare work. */
export function lowerController(root: Component, context: AwsContext): PlanFile {
  const className = "class" in root ? root.class.slice(root.class.indexOf("#") + 1) : root.name;
  const at = context.place("classSpan" in root ? root.classSpan : root.span);
  const { access } = context.options;
  return {
    file: "controller.ts",
    header: [
      `${at} — class ${className}: the flow, its API and its console, on one small machine that comes back by itself.`,
    ],
    statements: [
      ...(access.kind === "https" ? [consoleCall(root, context, access)] : []),
      controllerCall(root, context),
    ],
  };
}

function controllerCall(root: Component, { graph, options }: AwsContext): Call {
  const { controller } = layoutOf(graph, options);
  const compute = graph.app.flowCompute;
  const asked = compute ? "the app's flowCloudCompute" : "the smallest that is enough";
  return component("Controller", {
    name: "controller",
    symbol: "controller",
    identifier: "controller",
    arguments: {
      platform: reference("platform"),
      image: reference("images", imageNameFor(controller)),
      instanceType: {
        value: literal(controller.name),
        note: `${asked}: ${describeType(controller)}`,
      },
      disk: literal(compute?.diskSize ?? 8),
      ...(options.access.kind === "https" && { console: reference("console") }),
    },
    origin: {
      component: root.name,
      span: root.span,
      comment: [],
      because: "the flow runs on it",
    },
    registers: controllerParts({
      volume: hasVolume({ graph, options }),
      console: options.access.kind === "https",
    }),
  });
}

const controllerParts = (has: { volume: boolean; console: boolean }): readonly Registration[] => [
  registered("cloudwatch LogGroup", "controller"),
  ...(has.volume
    ? [
        registered("efs AccessPoint", "controller"),
        registered("vpc SecurityGroupIngressRule", "controller-volume"),
      ]
    : []),
  registered("iam Role", "controller"),
  registered("iam RolePolicy", "controller"),
  registered("iam InstanceProfile", "controller"),
  registered("ec2 SecurityGroup", "controller"),
  registered("vpc SecurityGroupIngressRule", "controller-agents"),
  ...(has.console ? [registered("vpc SecurityGroupIngressRule", "controller-console")] : []),
  registered("vpc SecurityGroupEgressRule", "controller-out"),
  registered("ec2 LaunchTemplate", "controller"),
  registered("autoscaling Group", "controller"),
];

function consoleCall(
  root: Component,
  context: AwsContext,
  { login }: Extract<Access, { readonly kind: "https" }>,
): Call {
  const asks = login ? "The balancer asks for a login before it." : "It asks for its own token.";
  return component(
    "HttpsService",
    {
      name: "console",
      symbol: "console",
      identifier: "consoleService",
      arguments: {
        balancer: reference("balancer"),
        port: literal(7501),
        health: literal("/healthz"),
        ...(login && { login: reference("login") }),
      },
      origin: {
        component: root.name,
        span: root.span,
        comment: [`The console, at the domain itself. ${asks}`],
        because: "there is a domain",
      },
      registers: httpsServiceParts("console", { context, isPublic: false }),
    },
    "https-balancer",
  );
}
