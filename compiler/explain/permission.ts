import { type AppGraph, works } from "#graph/graph.ts";
import { machineGroups } from "#graph/machine-group.ts";
import type { Grant } from "#plan/review.ts";
import { type Step, type Story, step } from "./story.ts";

/**
 * Each thing that somebody may do, with the line of the app that gives it to them; what every machine may,
 * for its code, its log and its fence, in one.
 */
export function permissionStories(grants: readonly Grant[], graph: AppGraph): readonly Story[] {
  const own = grants.filter(({ routine }) => !routine);
  const whose = Map.groupBy(
    grants.filter(({ routine }) => routine),
    ({ who }) => who,
  );
  return [
    ...own.map((grant) => permissionStory(grant, graph)),
    ...[...whose].map(([who, routine]) => routineStory(who, routine)),
  ];
}

function permissionStory(grant: Grant, graph: AppGraph): Story {
  const { who, verb, what, actions } = grant;
  return {
    kind: "permission",
    name: `${who} ${verb} ${what}`,
    title: `${quoted(who)} may ${verb} ${what}`,
    steps: [...(actions ? [step(`by ${actions.join(", ")}`)] : []), ...causesOf(grant, graph)],
  };
}

function routineStory(who: string, grants: readonly Grant[]): Story {
  const everybody =
    who === "the controller" ? "to run the app" : "for code, log and fence, as every machine";
  return {
    kind: "permission",
    name: `${who} routine`,
    title: `${quoted(who)} may, ${everybody}`,
    steps: [...new Set(grants.map(({ verb, what }) => `${verb} ${what}`))].map((one) => step(one)),
  };
}

const quoted = (who: string): string => (who.startsWith("the ") ? who : `\`${who}\``);

/** Grants that the words mean: a component, or `s3:GetObject`, or `s3:GetObject on models`. */
export function grantsMeant(words: string, grants: readonly Grant[]): readonly Grant[] {
  const [, action = "", target] =
    /^(?:permission\s+)?(\S+?)(?:\s+on\s+(.+))?$/.exec(words.trim()) ?? [];
  const isAction = action.includes(":");
  return grants.filter(({ actions = [], on = [], what }) => {
    const acts = !isAction || actions.some((one) => one === action || matches(one, action));
    const places = [...on, what];
    return (
      acts &&
      (target === undefined || places.some((one) => one.includes(target) || matches(one, target)))
    );
  });
}

/** `s3:*` grants `s3:GetObject`. */
const matches = (pattern: string, text: string): boolean =>
  pattern.includes("*") && new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`).test(text);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Everything that a component, or the machine it runs on, may do. */
export function grantsOf(
  name: string,
  grants: readonly Grant[],
  graph: AppGraph,
): readonly Grant[] {
  if (name === "root") return grants.filter(({ who }) => who === "the controller");
  const group = machineGroups(graph).find((one) => one.works.some((work) => work.name === name));
  const machine = `the ${group?.name} machine`;
  return grants.filter(({ who }) => who === name || who === machine);
}

function causesOf({ who, verb, what, pathsOf }: Grant, graph: AppGraph): readonly Step[] {
  const holders = holdersOf(who, graph);
  if (pathsOf !== undefined && verb === "write") {
    return graph.paths
      .filter(({ producer }) => producer === pathsOf)
      .map(({ name, span }) => step(`\`${pathsOf}\` makes \`${name}\``, span));
  }
  if (pathsOf !== undefined) {
    const own = new Set(
      graph.paths.flatMap((path) => (path.producer === pathsOf ? [path.name] : [])),
    );
    return graph.edges
      .filter(({ path, consumer }) => own.has(path) && holders.includes(consumer))
      .map(({ path, consumer, span }) => step(`\`${consumer}\` is handed \`${path}\``, span));
  }
  return [
    ...graph.secrets
      .filter(({ name }) => what === `secret ${name}`)
      .map(({ span }) => step("declared here", span)),
    ...graph.drives
      .filter(({ name }) => what === `drive ${name}`)
      .map(({ span }) => step("declared here", span)),
    ...works(graph)
      .filter(({ name }) => holders.includes(name))
      .flatMap(({ compute }) => compute.mounts)
      .filter(({ source }) => what.includes(source.replace(/\/$/, "")))
      .map(({ span }) => step("mounted here", span)),
  ];
}

/** The works that a role is for. */
function holdersOf(who: string, graph: AppGraph): readonly string[] {
  const group = machineGroups(graph).find(({ name }) => who === `the ${name} machine`);
  return group ? group.works.map(({ name }) => name) : [who];
}
