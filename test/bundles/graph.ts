/** Hand-made app graphs: bundling is tested without the analyzer. */
import type { Compute } from "#graph/compute.ts";
import type { AppGraph } from "#graph/graph.ts";
import type { Work } from "#graph/work.ts";
import { defaultWorkSettings } from "#protocol/settings.ts";
import type { Span } from "#source/span.ts";

const span: Span = { file: "app.ts", start: 0, end: 1 };
const compute: Compute = {
  name: "default",
  shared: true,
  span,
  nodes: 1,
  interruptible: false,
  idleTimeout: 300,
  mounts: [],
};

/** `given` needs a name and a class; everything else has a default. */
export const workNode = (given: Pick<Work, "name" | "class"> & Partial<Work>): Work => ({
  kind: "work",
  id: given.name.slice(0, 4),
  span,
  classSpan: span,
  parent: "root",
  arguments: [],
  settings: defaultWorkSettings,
  compute,
  ...given,
});

export const appGraph = (works: readonly Work[], given: Partial<AppGraph> = {}): AppGraph => ({
  version: 1,
  app: { name: "app", title: "App", file: "app.ts", span },
  components: [
    { kind: "flow", name: "root", id: "root", class: "app.ts#Root", span, classSpan: span },
    ...works,
  ],
  paths: [],
  edges: [],
  calls: [],
  order: [],
  tabs: [],
  secrets: [],
  config: [],
  schedules: [],
  drives: [],
  assets: [],
  ...given,
});

export const pythonEntry = (script: string, requirements: readonly string[] = []) => ({
  script,
  scriptSpan: span,
  requirements,
});

export { span };
