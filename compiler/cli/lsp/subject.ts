import type { Node, Program } from "oxc-parser";
import { ancestors } from "#analyze/source-place.ts";
import type { Compute } from "#graph/compute.ts";
import { type AppGraph, type Component, works } from "#graph/graph.ts";
import type { PathNode } from "#graph/path.ts";
import type { Span } from "#source/span.ts";

/** What of the app's graph a place in its source is about. */
export interface Subject {
  readonly span: Span;
  /** Absent where the place is no `CloudCompute`. */
  readonly computes?: readonly Compute[];
  readonly components: readonly Component[];
  readonly paths: readonly PathNode[];
}

interface Spot {
  readonly program: Program;
  readonly file: string;
  readonly offset: number;
}

/** The innermost thing that the graph knows: an allocation, a field or class that makes it, a name that reads it. */
export function subjectAt(graph: AppGraph, spot: Spot): Subject | undefined {
  const { program, file, offset } = spot;
  const chain = ancestors(program, { file, start: offset, end: offset });
  for (const node of chain.toReversed()) {
    const subject = subjectOf(graph, node, spot);
    if (subject) return subject;
  }
  return undefined;
}

function subjectOf(graph: AppGraph, node: Node, spot: Spot): Subject | undefined {
  const span = { file: spot.file, start: node.start, end: node.end };
  if (node.type === "NewExpression") return allocated(graph, span) ?? computed(graph, span);
  if (node.type === "PropertyDefinition" && node.value && contains(node.key, spot.offset)) {
    return allocated(graph, { file: spot.file, start: node.value.start, end: node.value.end });
  }
  if (node.type === "ClassDeclaration" && node.id && contains(node.id, spot.offset)) {
    const at = { file: spot.file, start: node.id.start, end: node.id.end };
    const made = graph.components.filter((one) => one.kind !== "map" && isAt(one.classSpan, at));
    return made.length > 0 ? { span: at, components: made, paths: [] } : undefined;
  }
  if (node.type === "MemberExpression" && !node.computed && contains(node.property, spot.offset)) {
    return node.property.type === "Identifier" ? named(graph, node.property, spot) : undefined;
  }
  return undefined;
}

const contains = ({ start, end }: Pick<Node, "start" | "end">, offset: number): boolean =>
  start <= offset && offset <= end;

function allocated(graph: AppGraph, span: Span): Subject | undefined {
  const components = graph.components.filter((one) => isAt(one.span, span));
  const paths = graph.paths.filter((one) => isAt(one.span, span));
  return components.length + paths.length > 0 ? { span, components, paths } : undefined;
}

function computed(graph: AppGraph, span: Span): Subject | undefined {
  const { flowCompute } = graph.app;
  const elements = graph.components.flatMap((one) => (one.kind === "map" ? one.elements : []));
  const all = [
    ...(flowCompute ? [flowCompute] : []),
    ...[...works(graph), ...elements].map(({ compute }) => compute),
  ];
  const inside = all.filter((one) => isInside(one.span, span));
  const computes = inside.filter(
    (one, index) => index === inside.findIndex((other) => isAt(other.span, one.span)),
  );
  return computes.length > 0 ? { span, computes, components: [], paths: [] } : undefined;
}

/** `this.serve`, `this.source.boringFile`: by the last part of the name, of what the same file makes. */
function named(
  graph: AppGraph,
  { name, start, end }: { readonly name: string; readonly start: number; readonly end: number },
  { file }: Spot,
): Subject | undefined {
  const isMeant = (full: string) => full === name || full.endsWith(`.${name}`);
  const components = graph.components.filter((one) => isMeant(one.name) && one.span.file === file);
  const paths = graph.paths.filter((one) => one.field === name);
  const found = components.length > 0 ? { components, paths: [] } : { components: [], paths };
  return found.components.length + found.paths.length > 0
    ? { span: { file, start, end }, ...found }
    : undefined;
}

const isAt = (a: Span, b: Span): boolean =>
  a.file === b.file && a.start === b.start && a.end === b.end;

const isInside = (inner: Span, outer: Span): boolean =>
  inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end;
