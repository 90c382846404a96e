/**
 * Cross-check: everything that a run shows of the app is compared with what the compiler had said of it. The
 * access that a cloud grants rests on what the compiler says, so whatever differs is told, as our bug.
 */
import type { AppGraph } from "#graph/graph.ts";
import type { RunEvent } from "#protocol/api.ts";
import type { Observation } from "#protocol/observed.ts";
import { compareConstructed } from "./constructed.ts";
import { type Disagreement, show } from "./disagreement.ts";
import {
  compareCall,
  compareHanded,
  compareOrder,
  compareTabs,
  type Expected,
  expected,
} from "./edges.ts";

export interface CrossCheck {
  readonly see: (event: RunEvent) => void;
  /** Each once, in the order in which they were seen. */
  readonly disagreements: () => readonly Disagreement[];
}

/** `fresh`: no launch before this one has left calls behind, so that orders can be told. */
export function crossCheck(graph: AppGraph, { fresh }: { readonly fresh: boolean }): CrossCheck {
  const known = expected(graph);
  const finished = new Set<string>();
  const found = new Map<string, Disagreement>();
  const see = (event: RunEvent): void => {
    if (event.event === "status" && isOver.has(event.stage)) finished.add(known.nameOf(event.work));
    if (event.event !== "observed") return;
    for (const one of compare(known, event.what, fresh ? finished : undefined))
      found.set(show(one), one);
  };
  return { see, disagreements: () => [...found.values()] };
}

const isOver: ReadonlySet<string> = new Set(["succeeded", "failed", "stopped"]);

function compare(
  known: Expected,
  what: Observation,
  finished: ReadonlySet<string> | undefined,
): readonly Disagreement[] {
  switch (what.kind) {
    case "constructed":
      return compareConstructed(known.graph, what.components);
    case "called":
      return [
        ...compareCall(known, what.work),
        ...compareHanded(known, what.work, what.paths),
        ...(finished ? compareOrder(known, what.work, finished) : []),
      ];
    case "handed":
      return compareHanded(known, what.component, what.paths);
    case "laid-out":
      return compareTabs(known, what.tabs);
  }
}
