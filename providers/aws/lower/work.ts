import { InternalError } from "#diagnostics/sink.ts";
import { classesOf, isPooled, type PooledWork } from "#graph/pool.ts";
import { requirementsOn } from "#graph/requirements.ts";
import type { Work } from "#graph/work.ts";
import {
  array,
  data,
  type Expression,
  literal,
  noted,
  object,
  reference,
} from "#plan/expression.ts";
import type { Call, PlanFile } from "#plan/plan.ts";
import type { AlikeWorks } from "./alike.ts";
import { type AwsContext, component, registered } from "./calls.ts";
import type { ChosenGroup, Layout } from "./layout.ts";
import { formerNames, logicalName } from "./name-rules.ts";
import { alikeSymbol, worksList } from "./places.ts";
import { serviceSymbol } from "./service.ts";

interface Situation {
  readonly context: AwsContext;
  readonly layout: Layout;
  readonly group: ChosenGroup;
}

/** A work's own part, and what it may use: what IAM is derived from. */
export function lowerWork(work: Work, situation: Situation): readonly PlanFile[] {
  const { layout, group, context } = situation;
  const { file = "", alike } = layout.works.get(work.name) ?? {};
  // The first stands for all: their statement is one.
  if (alike && alike.works[0] !== work) return [];
  const className = work.class.slice(work.class.indexOf("#") + 1);
  const where = file === group.file ? "" : ` Its machine: ${group.file}.`;
  const many = alike ? `${alike.works.length} works of ` : "";
  const header = isPooled(work)
    ? aboutPool(work, context)
    : `${context.place(work.classSpan)} — ${many}class ${className}, built at ${context.place(work.span)}.${where}`;
  const statements = [alike ? alikeCall(alike, situation) : workCall(work, situation)];
  return [{ file, header: [header], statements }];
}

/** One call makes all: their arguments are the first one's, save the id. */
function alikeCall(alike: AlikeWorks, situation: Situation): Call {
  const calls = alike.works.map((work) => workCall(work, situation));
  const [first] = calls;
  if (!first) throw new InternalError(`Nothing is alike in ${alike.name}.`);
  const shared = first.arguments.entries.filter(({ key }) => key !== "id" && key !== "platform");
  const ids = alike.works.map(({ name, id }) => [logicalName("thunderhead:aws:Work", name), id]);
  return {
    ...first,
    callee: { kind: "component", file: "components/alike.ts", name: "WorksAlike" },
    logicalName: alike.name,
    symbol: alikeSymbol(alike),
    identifier: alike.name,
    arguments: {
      kind: "object",
      entries: [
        { key: "platform", value: reference("platform") },
        ...shared,
        { key: "ids", value: data(Object.fromEntries(ids)) },
      ],
    },
    registers: calls.flatMap(({ registers }) => registers),
  };
}

/** Its file is its machines' too. */
function aboutPool({ map, span }: PooledWork, { place }: AwsContext): string {
  const names = classesOf(map).map((one) => one.slice(one.indexOf("#") + 1));
  return `${place(span)} — ComponentMap ${map.name}: what it makes of ${names.join(", ")} shares these machines, one role and one part of the volume. A machine asks the controller which element it is to run.`;
}

function workCall(work: Work, situation: Situation): Call {
  const token = "thunderhead:aws:Work";
  const name = logicalName(token, work.name);
  const writes = writesOf(work, situation);
  const parts = [
    registered("cloudwatch LogGroup", name),
    ...(writes
      ? [registered("efs AccessPoint", name), registered("efs AccessPoint", `${name}-versions`)]
      : []),
  ];
  return component("Work", {
    name,
    symbol: `work ${work.name}`,
    identifier: work.name,
    arguments: {
      platform: reference("platform"),
      id: literal(work.id),
      ...(isPooled(work) && { elements: literal(true) }),
      ...(writes && { writes }),
      ...readsOf(work, situation),
      ...listed("secrets", secretsOf(work, situation)),
      ...listed("drives", drivesOf(work, situation)),
      ...mountsOf(work),
      ...(requirementsOn(work).length > 0 && { requirements: literal(true) }),
      ...serviceOf(work, situation),
    },
    origin: {
      component: work.name,
      span: work.span,
      comment: [],
      because: `\`${work.name}\` is a ${isPooled(work) ? "ComponentMap" : "work"}`,
    },
    registers: parts,
    formerly: formerNames(token, work),
  });
}

const listed = (key: string, names: readonly string[]) =>
  names.length > 0 ? { [key]: data(names) } : {};

function writesOf(work: Work, { context }: Situation) {
  const own = context.graph.paths.filter(({ producer }) => producer === work.name);
  const notes = own.map(
    ({ span, field, path }) =>
      `${context.place(span)} — ${field} = new Path(${JSON.stringify(path)})`,
  );
  return own.length > 0 ? noted(literal(true), notes.join("; ")) : undefined;
}

/** Each producer once, with the first place that hands over one of its Paths. */
function readsOf(work: Work, { context, layout }: Situation) {
  const { graph, place } = context;
  const placed = layout.works.get(work.name);
  if (!placed || placed.reads.length === 0) return {};
  const owners = new Map(graph.paths.map(({ name, producer }) => [name, producer]));
  const read = new Set(placed.reads.map(({ name }) => name));
  const notes = onePerLoop(placed.reads, layout).map((producer) => {
    const edge = graph.edges.find(
      ({ consumer, path }) => consumer === work.name && owners.get(path) === producer.name,
    );
    const alike = layout.works.get(producer.name)?.alike;
    const more = alike?.works.every((one) => read.has(one.name)) ? ", and all like it" : "";
    return edge ? `${place(edge.span)} — ${work.name} is handed ${edge.path}${more}` : "";
  });
  const list = worksList(placed.reads, layout.works);
  const value: Expression = placed.circular ? { kind: "lazy", value: list } : list;
  return { reads: noted(value, notes.filter(Boolean).join("; ")) };
}

/** Whoever is handed Paths of many works of a loop is so in one place, mostly. */
const onePerLoop = (producers: readonly Work[], { works }: Layout): readonly Work[] => {
  const seen = new Set<AlikeWorks>();
  return producers.filter(({ name }) => {
    const alike = works.get(name)?.alike;
    if (!alike) return true;
    if (seen.has(alike)) return false;
    seen.add(alike);
    return true;
  });
};

export function usesPaths(work: Work, { context, layout }: Omit<Situation, "group">): boolean {
  const writes = context.graph.paths.some(({ producer }) => producer === work.name);
  return writes || (layout.works.get(work.name)?.reads.length ?? 0) > 0;
}

const secretsOf = (work: Work, { context }: Situation): readonly string[] =>
  context.graph.secrets.flatMap(({ name, works }) => (works.includes(work.name) ? [name] : []));

const drivesOf = (work: Work, { context }: Situation): readonly string[] =>
  context.graph.drives.flatMap(({ name, works }) => (works.includes(work.name) ? [name] : []));

function mountsOf({ compute }: Work): Record<string, Expression> {
  const mounts = compute.mounts.flatMap(({ source }) => {
    const [, bucket, prefix = ""] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(source) ?? [];
    return bucket === undefined ? [] : [data({ bucket, prefix })];
  });
  return mounts.length > 0 ? { mounts: array(mounts) } : {};
}

/** Through the tunnel requests come from the controller, which forwards them. */
function serviceOf(work: Work, { context, layout }: Situation): Record<string, Expression> {
  const service = layout.services.find((one) => one.work.name === work.name);
  if (!service) return {};
  if (context.options.access.kind !== "tunnel") return { service: reference(serviceSymbol(work)) };
  const from = reference("controller", "firewall", "id");
  return { service: object({ port: literal(service.port), from }) };
}
