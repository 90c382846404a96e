import type { PathFlow } from "#protocol/api.ts";

/** A work or a Path of the diagram; `x` and `y` are its top left corner, in pixels. */
export interface FlowNode {
  readonly id: string;
  readonly kind: "work" | "path";
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

export interface FlowLayout {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly { readonly from: FlowNode; readonly to: FlowNode }[];
  readonly width: number;
  readonly height: number;
}

export const nodeHeight = 52;
export const nodeWidth = { work: 168, path: 132 } as const satisfies Record<
  FlowNode["kind"],
  number
>;
const gap = { x: 48, y: 18 } as const;

/**
 * Columns from left to right, each node one column after the last that it needs; within a column, nodes
 * stand near what they come from. Small and plain on purpose: an app has tens of works, not thousands.
 */
export function layOut(paths: readonly PathFlow[]): FlowLayout {
  const links = paths.flatMap(({ name, producer, consumers }) => [
    { from: `work:${producer}`, to: `path:${name}` },
    ...consumers.map((consumer) => ({ from: `path:${name}`, to: `work:${consumer}` })),
  ]);
  const ids = [...new Set(links.flatMap(({ from, to }) => [from, to]))];
  const columns = columnsOf(ids, links);
  const nodes = new Map(place(columns).map((node) => [node.id, node]));
  const edges = links.flatMap(({ from, to }) => {
    const [start, end] = [nodes.get(from), nodes.get(to)];
    return start === undefined || end === undefined ? [] : [{ from: start, to: end }];
  });
  const tallest = Math.max(0, ...columns.map(({ length }) => length));
  return {
    nodes: [...nodes.values()],
    edges,
    width: Math.max(0, columnLeft(columns.length) - gap.x),
    height: Math.max(0, tallest * (nodeHeight + gap.y) - gap.y),
  };
}

type Link = { readonly from: string; readonly to: string };

function columnsOf(ids: readonly string[], links: readonly Link[]): readonly (readonly string[])[] {
  const column = new Map(ids.map((id) => [id, 0]));
  // As many rounds as nodes settle every chain; a cycle, which no app should have, merely stops growing.
  for (let round = 0; round < ids.length; round++) {
    let moved = false;
    for (const { from, to } of links) {
      const least = (column.get(from) ?? 0) + 1;
      if ((column.get(to) ?? 0) >= least || least >= ids.length) continue;
      column.set(to, least);
      moved = true;
    }
    if (!moved) break;
  }
  const grouped = Map.groupBy(ids, (id) => column.get(id) ?? 0);
  const byColumn = [...grouped].toSorted(([a], [b]) => a - b).map(([, members]) => members);
  return untangle(byColumn, links);
}

/** Orders each column by where its nodes come from, on average. */
function untangle(
  columns: readonly (readonly string[])[],
  links: readonly Link[],
): readonly (readonly string[])[] {
  const rank = new Map<string, number>();
  return columns.map((members) => {
    const weight = (id: string): number => {
      const sources = links.filter(({ to }) => to === id).map(({ from }) => rank.get(from) ?? 0);
      return sources.length === 0
        ? 0
        : sources.reduce((sum, each) => sum + each, 0) / sources.length;
    };
    const sorted = members.toSorted((a, b) => weight(a) - weight(b));
    for (const [index, id] of sorted.entries()) rank.set(id, index);
    return sorted;
  });
}

function place(columns: readonly (readonly string[])[]): readonly FlowNode[] {
  const tallest = Math.max(0, ...columns.map(({ length }) => length));
  const step = nodeHeight + gap.y;
  return columns.flatMap((members, column) =>
    members.map((id, row) => ({
      id,
      kind: kinds[column % 2] ?? "work",
      name: id.slice(id.indexOf(":") + 1),
      x: columnLeft(column),
      y: row * step + ((tallest - members.length) * step) / 2,
    })),
  );
}

/** Every edge joins a work and a Path, so that columns hold works and Paths in turn, works first. */
const kinds = ["work", "path"] as const;

function columnLeft(column: number): number {
  const pair = nodeWidth.work + nodeWidth.path + 2 * gap.x;
  return Math.floor(column / 2) * pair + (column % 2) * (nodeWidth.work + gap.x);
}
