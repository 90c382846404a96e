import type { Component } from "#graph/graph.ts";
import { formerNames, type Lock, lockKey, type Named, namesOf, withIds } from "#graph/identity.ts";
import type { PathNode } from "#graph/path.ts";
import type { Unnamed, UnnamedComponent } from "./nodes.ts";

/** Gives every component and Path its id from the lock, and the lock those that are new. */
export function identified(
  {
    components,
    paths,
  }: {
    readonly components: readonly UnnamedComponent[];
    readonly paths: readonly Unnamed<PathNode>[];
  },
  before: Lock,
): {
  readonly components: readonly Component[];
  readonly paths: readonly PathNode[];
  readonly formerPaths?: readonly string[];
  readonly lock: Lock;
} {
  const pathName = ({ name }: Unnamed<PathNode>): Named => ({ kind: "path", name });
  const lock = withIds(before, [...components, ...paths.map(pathName)]);
  const idOf = (named: Named): string => lock.ids[lockKey(named)] ?? "";
  const names = new Set(paths.map(({ name }) => name));
  const formerPaths = namesOf(lock, "path").filter((one) => !names.has(one));
  return {
    lock,
    components: components.map((component) => {
      const formerly = formerNames(lock, component);
      return { ...component, id: idOf(component), ...(formerly.length > 0 && { formerly }) };
    }),
    paths: paths.map((path) => ({ ...path, id: idOf(pathName(path)) })),
    ...(formerPaths.length > 0 && { formerPaths }),
  };
}
