import type { ComponentStatus } from "#protocol/api.ts";

/** A component, or a plain field that only holds components (`models` of `models.low`). */
export interface TreeNode {
  /** Full name, which also is its address in the page. */
  readonly name: string;
  /** Last part of the name. */
  readonly label: string;
  readonly depth: number;
  readonly component?: ComponentStatus | undefined;
}

/** Names made into rows, parents before children, in the order in which the app names them. */
export function treeRows(
  components: Readonly<Record<string, ComponentStatus>>,
): readonly TreeNode[] {
  const { root, ...others } = components;
  const below = children(Object.keys(others), "");
  const rows = below.flatMap((name) =>
    rowsOf(name, { components, depth: root === undefined ? 0 : 1 }),
  );
  return root === undefined
    ? rows
    : [{ name: "root", label: "root", depth: 0, component: root }, ...rows];
}

interface Place {
  readonly components: Readonly<Record<string, ComponentStatus>>;
  readonly depth: number;
}

function rowsOf(name: string, { components, depth }: Place): readonly TreeNode[] {
  const label = name.slice(name.lastIndexOf(".") + 1);
  const below = children(Object.keys(components), `${name}.`);
  return [
    { name, label, depth, component: components[name] },
    ...below.flatMap((child) => rowsOf(child, { components, depth: depth + 1 })),
  ];
}

/** Full names one step below a prefix, holders of components included, each once. */
function children(names: readonly string[], prefix: string): readonly string[] {
  const steps = names
    .filter((name) => name.startsWith(prefix) && name.length > prefix.length)
    .map((name) => prefix + name.slice(prefix.length).split(".", 1)[0]);
  return [...new Set(steps)];
}
