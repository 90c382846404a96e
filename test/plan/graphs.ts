/** Hand-built app graphs: what analyze answers for small apps, without source text. */
import type { Compute } from "#graph/compute.ts";
import { type AppGraph, graphVersion } from "#graph/graph.ts";
import type { ComponentMap } from "#graph/map.ts";
import type { Work } from "#graph/work.ts";
import { defaultWorkSettings } from "#protocol/settings.ts";
import type { Span } from "#source/span.ts";

/** The offset is the line here: graphs need places that differ, not real ones. */
export const span = (line: number): Span => ({ file: "app.ts", start: line, end: line + 1 });
export const place = ({ file, start }: Span): string => `${file}:${start}`;

const sharedCompute: Compute = {
  name: "default",
  shared: true,
  span: span(1),
  nodes: 1,
  interruptible: false,
  idleTimeout: 300,
  mounts: [],
};

export const compute = (name: Compute["name"], more: Partial<Compute> = {}): Compute => ({
  ...sharedCompute,
  name,
  shared: false,
  span: span(40),
  ...more,
});

interface WorkSketch {
  readonly id?: string;
  readonly line?: number;
  readonly className?: string;
  readonly compute?: Compute;
  readonly port?: number;
  /** It is a ComponentMap of such works. */
  readonly max?: number;
  readonly paths?: Readonly<Record<string, string>>;
  /** Names of Paths. */
  readonly reads?: readonly string[];
  readonly secrets?: readonly string[];
  readonly drives?: readonly string[];
}

export function graphOf(
  sketches: Readonly<Record<string, WorkSketch>>,
  app: Partial<AppGraph["app"]> = {},
): AppGraph {
  const list = Object.entries(sketches);
  return {
    version: graphVersion,
    app: { name: "boring", title: "Boring", file: "app.ts", span: span(39), ...app },
    components: [
      {
        kind: "flow",
        name: "root",
        id: "rrrr",
        class: "app.ts#Boring",
        span: span(39),
        classSpan: span(24),
      },
      ...list.map(([name, sketch], at) =>
        sketch.max === undefined
          ? workOf(name, sketch, at)
          : mapOf(workOf(name, sketch, at), sketch.max),
      ),
    ],
    paths: list.flatMap(([producer, { paths = {} }], at) =>
      Object.entries(paths).map(([field, path], index) => ({
        name: `${producer}.${field}`,
        id: `p${String(at).padStart(3, "b")}${index}`,
        producer,
        field,
        path,
        keep: 3,
        verify: "full" as const,
        span: span(7 + at),
      })),
    ),
    edges: list.flatMap(([consumer, { reads = [] }]) =>
      reads.map((path) => ({ path, consumer, span: span(31) })),
    ),
    calls: [],
    order: [],
    tabs: [],
    secrets: usesOf(list, "secrets"),
    config: [],
    schedules: [],
    drives: usesOf(list, "drives"),
    assets: [],
  };
}

function workOf(name: string, sketch: WorkSketch, at: number): Work {
  const line = sketch.line ?? 25 + at;
  return {
    kind: "work",
    name,
    id: sketch.id ?? `w${(at + 36 ** 3).toString(36)}`,
    class: `app.ts#${sketch.className ?? "SomeWork"}`,
    span: span(line),
    classSpan: span(6 + at),
    parent: "root",
    arguments: [],
    settings: defaultWorkSettings,
    compute: sketch.compute ?? { ...sharedCompute, span: span(line) },
    ...(sketch.port !== undefined && { port: { number: sketch.port, span: span(16) } }),
  };
}

const mapOf = ({ name, id, span, compute, class: type }: Work, max: number): ComponentMap => ({
  kind: "map",
  ...{ name, id, span, max },
  parent: "root",
  elements: [
    {
      ...{ class: type, key: null, span, compute, port: null, components: [] },
      runs: [{ class: type, compute, port: null }],
    },
  ],
});

function usesOf(
  list: readonly (readonly [string, WorkSketch])[],
  key: "secrets" | "drives",
): readonly { name: string; works: readonly string[]; span: Span }[] {
  const names = new Set(list.flatMap(([, sketch]) => sketch[key] ?? []));
  return [...names].map((name) => ({
    name,
    works: list.flatMap(([work, sketch]) => (sketch[key]?.includes(name) ? [work] : [])),
    span: span(5),
  }));
}

/** The app of the README: a file written on one machine is served from it. */
export const boring = graphOf({
  source: { id: "k3f9", className: "SourceFile", paths: { boringFile: "boring_file.txt" } },
  serve: { id: "m4qd", className: "ServeFile", port: 1111, reads: ["source.boringFile"] },
});
