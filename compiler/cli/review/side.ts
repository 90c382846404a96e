import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { SourceTexts } from "#diagnostics/json.ts";
import type { Sink } from "#diagnostics/sink.ts";
import { type AppGraph, works } from "#graph/graph.ts";
import type { Manifest } from "#protocol/manifest.ts";
import type { Registered } from "#review/registration.ts";
import { runProgram } from "#review/runner.ts";
import {
  type ComponentFact,
  type InfraPlace,
  type Origin,
  originKey,
  type PathFact,
  type Side,
  type SourcePlace,
} from "#review/side.ts";
import { diskHost } from "#source/disk-host.ts";
import { positionAt, type Span } from "#source/span.ts";
import { parseOrigins } from "../generated.ts";
import { isManifest, memory, type Prepared } from "./prepare.ts";

/** Runs a side's program and gathers what is known of its app. `undefined` where it does not run. */
export async function runSide(
  { label, infra, app, compiled }: Prepared,
  { sink, stack }: { readonly sink: Sink; readonly stack: string | undefined },
): Promise<Side | undefined> {
  if (infra === undefined) return { ...noFacts, ...nothing, label };
  const facts =
    compiled && app ? factsOf(compiled.graph, app.texts) : manifestFacts(manifestOf(infra));
  const ran = await runProgram(infra, { sink, stack });
  if (!ran) return undefined;
  const { registered } = ran;
  return {
    label,
    registered,
    origins: withChildren(parseOrigins(diskHost.readText(join(infra, memory))), registered),
    ...facts,
    lineOf: lineFinder(infra, registered),
  };
}

/** What a component makes for a stack's values, as a rule for each network, comes from where it comes from. */
function withChildren(
  origins: Side["origins"],
  registered: readonly Registered[],
): Side["origins"] {
  const all = new Map(origins);
  const byUrn = new Map(registered.map((one) => [one.urn, one]));
  for (const one of registered) {
    const parent = byUrn.get(one.parent ?? "");
    const origin = all.get(originKey(one)) ?? (parent && all.get(originKey(parent)));
    if (origin) all.set(originKey(one), origin);
  }
  return all;
}

const noFacts = { components: [], paths: [] } satisfies Partial<Side>;
const nothing = { registered: [], origins: new Map(), lineOf: () => undefined };

function factsOf(graph: AppGraph, texts: SourceTexts): Pick<Side, "components" | "paths"> {
  const place = ({ file, start }: Span): SourcePlace => {
    const text = texts(file);
    return { file, ...(text ? positionAt(text, start) : { line: 1 }) };
  };
  const byName = new Map(works(graph).map((work) => [work.name, work]));
  const components = graph.components.map((component): ComponentFact => {
    const { name, id, kind, span } = component;
    const { compute, port } = byName.get(name) ?? {};
    const asked = compute && !compute.shared ? compute : undefined;
    return {
      name,
      id,
      kind,
      class: component.kind === "map" ? "" : component.class,
      source: place(span),
      ...(asked && { compute: { name: wish(asked.name), source: place(asked.span) } }),
      ...(port && { port: { number: port.number, source: place(port.span) } }),
    };
  });
  const paths = graph.paths.map(
    ({ id, name, producer }): PathFact => ({
      id,
      name,
      producer,
      consumers: [
        ...new Set(
          graph.edges
            .filter(({ path, consumer }) => path === name && consumer !== producer)
            .map(({ consumer }) => consumer),
        ),
      ],
    }),
  );
  return { components, paths };
}

/** What the last compile left: names, ids and edges, without places in the source. */
function manifestOf(infra: string): string | undefined {
  const folder = join(infra, "bundles");
  const [file = ""] = readdirSync(folder).filter(isManifest);
  return diskHost.readText(join(folder, file));
}

export function manifestFacts(text = "{}"): Pick<Side, "components" | "paths"> {
  const known: Partial<Manifest> = JSON.parse(text);
  const { components = [], paths = [], reads = {}, app } = known;
  const source = { file: app?.entry ?? "app.ts", line: 1 };
  return {
    components: components.map(({ name, id, kind, class: className }) => ({
      name,
      id,
      kind,
      class: className ?? "",
      source,
    })),
    paths: paths.map(({ id, name, producer }) => ({
      id,
      name,
      producer,
      consumers: Object.keys(reads).filter(
        (consumer) => consumer !== producer && reads[consumer]?.includes(name),
      ),
    })),
  };
}

const wish = (name: string | { readonly anyOf: readonly string[] }): string =>
  typeof name === "string" ? name : name.anyOf.join(" or ");

/** The call in the program's own text: what a component makes stands where the component is made. */
function lineFinder(infra: string, registered: readonly Registered[]): Side["lineOf"] {
  const byUrn = new Map(registered.map((one) => [one.urn, one]));
  const top = (one: Registered): Registered => {
    const above = one.parent === undefined ? undefined : byUrn.get(one.parent);
    return above ? top(above) : one;
  };
  const texts = new Map<string, string>();
  const read = (file: string): string => {
    const text = texts.get(file) ?? diskHost.readText(join(infra, file)) ?? "";
    texts.set(file, text);
    return text;
  };
  return ({ file }: Origin, one: Registered): InfraPlace | undefined => {
    const { type, name, position } = top(one);
    const call = callOf(type.split(":").at(-1) ?? "", name);
    const inFile = (where: string): InfraPlace | undefined => {
      const at = read(where).search(call);
      return at < 0
        ? undefined
        : { file: where, line: read(where).slice(0, at).split("\n").length };
    };
    if (file !== "") return inFile(file) ?? { file };
    const own = position && relative(infra, position.file).replaceAll("\\", "/");
    if (own) return { file: own, line: position.line };
    return usersFiles(infra).flatMap((where) => inFile(where) ?? [])[0];
  };
}

const callOf = (callee: string, name: string): RegExp =>
  new RegExp(
    `new (?:\\w+\\.)*${callee}\\(\\s*${JSON.stringify(name).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`,
  );

/** The SDK tells no place for what a module makes at its top. */
const usersFiles = (infra: string): readonly string[] => [
  "overrides.ts",
  ...diskHost.listFiles(join(infra, "extra")).map((file) => `extra/${file}`),
];
