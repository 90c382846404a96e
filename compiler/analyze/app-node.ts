import { appNoDefaultExport } from "#diagnostics/catalogue.gen.ts";
import type { AppNode } from "#graph/graph.ts";
import type { AnalyzeOptions } from "./analyze.ts";
import { className } from "./class-reference.ts";
import { computeNode } from "./compute-node.ts";
import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { relativeTo } from "./relative.ts";
import { causeOf, optionReader } from "./structure.ts";
import { spanOf } from "./value.ts";

/** The root component of `new App(root)`. */
export function rootOf(
  interpreter: Interpreter,
  app: HeapObject,
  { entry, directory }: AnalyzeOptions,
): HeapObject | undefined {
  if (app.facts?.kind !== "app") return undefined;
  const { root } = app.facts;
  if (root.kind === "object" && (root.facts?.kind === "flow" || root.facts?.kind === "work"))
    return root;
  const cause = causeOf(root);
  const file = relativeTo(directory)(entry);
  const reason =
    root.kind === "unknown"
      ? `the root of its \`App\` is not known, because ${cause.reason}`
      : "the root of its `App` is not a flow or a work";
  if (!cause.reported) interpreter.sink.report(appNoDefaultExport(spanOf(root), { file, reason }));
  return undefined;
}

export function appNode(
  interpreter: Interpreter,
  app: HeapObject,
  {
    root,
    options: { name, entry, directory },
  }: { readonly root: HeapObject; readonly options: AnalyzeOptions },
): AppNode {
  const options = app.facts?.kind === "app" ? app.facts.options : root;
  const read = optionReader(interpreter, options, "the App");
  const compute = read.value("flowCloudCompute");
  const making =
    root.facts?.kind === "flow" || root.facts?.kind === "work" ? root.facts.making : undefined;
  const shared = {
    name: "default",
    shared: true,
    span: app.span,
    nodes: 1,
    interruptible: false,
    idleTimeout: 300,
    mounts: [],
  };
  return {
    name,
    title: read.string("title")?.value ?? (making ? className(making.type) : name),
    file: relativeTo(directory)(entry),
    span: app.span,
    ...(compute.kind === "known" ? {} : { flowCompute: computeNode(interpreter, compute, shared) }),
  };
}
