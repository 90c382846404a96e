import type { AppGraph, Component } from "#graph/graph.ts";
import type { Work } from "#graph/work.ts";
import { calls } from "#plan/plan.ts";
import { type Step, type Story, step, type Told } from "./story.ts";

/** What it is, where it is made, what runs it and what it touches, and what it becomes. */
export function componentStory(component: Component, { graph, plan }: Told): Story {
  const { name, id, kind } = component;
  return {
    kind: "component",
    name,
    title: `\`${name}\` is a ${kind}${classOf(component)}; its id is \`${id}\``,
    steps: [
      step("made here", component.span),
      ...(component.kind === "map"
        ? elementSteps(component)
        : [step("its class", component.classSpan)]),
      ...(component.kind === "work" ? machineSteps(component) : []),
      ...callSteps(name, graph),
      ...dataSteps(name, graph),
      ...calls(plan)
        .filter(({ origin }) => origin.component === name)
        .map(({ registers, logicalName, token, origin }) => {
          const count = `${registers.length} ${registers.length === 1 ? "resource" : "resources"}`;
          return step(
            `becomes ${shortToken(token)} \`${logicalName}\`, ${count}: ${origin.because}`,
          );
        }),
    ],
  };
}

const classOf = (component: Component): string =>
  component.kind === "map" ? "" : ` of class \`${component.class.replace(/^.*#/, "")}\``;

export const shortToken = (token: string): string => token.slice(token.lastIndexOf(":") + 1);

const elementSteps = ({ elements, max }: Extract<Component, { kind: "map" }>): readonly Step[] =>
  elements.map((one) =>
    step(`makes \`${one.class.replace(/^.*#/, "")}\`, at most ${max} at a time`, one.span),
  );

function machineSteps({ compute, port }: Work): readonly Step[] {
  const wish = typeof compute.name === "string" ? compute.name : compute.name.anyOf.join("` or `");
  return [
    compute.shared
      ? step("names no compute, so it shares the app's `default` machine")
      : step(`asks for compute \`${wish}\``, compute.span),
    ...(port ? [step(`listens on port ${port.number}`, port.span)] : []),
  ];
}

function callSteps(name: string, graph: AppGraph): readonly Step[] {
  const before = graph.order.flatMap(([first, second]) =>
    second === name ? [`\`${first}\``] : [],
  );
  return [
    ...graph.calls
      .filter(({ work }) => work === name)
      .map(({ flow, awaited, span }) =>
        step(`called by \`${flow}\`${awaited ? ", which waits for it" : ""}`, span),
      ),
    ...(before.length > 0 ? [step(`begins when ${before.join(" and ")} has finished`)] : []),
  ];
}

const dataSteps = (name: string, graph: AppGraph): readonly Step[] => [
  ...graph.paths
    .filter(({ producer }) => producer === name)
    .map((path) => step(`makes \`${path.name}\``, path.span)),
  ...graph.edges
    .filter(({ consumer }) => consumer === name)
    .map(({ path, span }) => step(`may read \`${path}\`, which it is handed here`, span)),
  ...graph.secrets
    .filter(({ works }) => works.includes(name))
    .map((secret) => step(`may read secret \`${secret.name}\``, secret.span)),
  ...graph.tabs
    .filter(({ content }) => "work" in content && content.work === name)
    .map((tab) => step(`shown in tab “${tab.name}”`, tab.span)),
];
