import { works } from "#graph/graph.ts";
import type { Work } from "#graph/work.ts";
import type { Picture } from "./checks.ts";

/** Declared ones, and those that maps make. */
export const allWorks = ({
  graph,
  elements,
}: Pick<Picture, "graph" | "elements">): readonly Work[] => [...works(graph), ...elements];
