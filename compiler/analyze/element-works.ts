import { collectingSink } from "#diagnostics/sink.ts";
import type { Work } from "#graph/work.ts";
import { graphName } from "./edges.ts";
import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { workNode } from "./nodes.ts";

/**
 * Works that maps make while the app runs, as if each had been declared under its map's name: for checks of what they
 * run. One for each class and script; none whose options only the running app knows.
 */
export function elementWorks(
  interpreter: Interpreter,
  works: readonly HeapObject[],
): readonly Work[] {
  const made = works.filter(({ facts }) => facts?.kind === "work" && facts.map !== undefined);
  const plain = made.flatMap((one) => plainWork(interpreter, one) ?? []);
  const key = ({ name, class: type, python }: Work): string =>
    [name, type, python?.script].join("\n");
  return [...new Map(plain.map((one) => [key(one), one])).values()];
}

function plainWork(interpreter: Interpreter, object: HeapObject): Work | undefined {
  const { facts } = object;
  const name = graphName(object);
  if (facts?.kind !== "work" || name === undefined) return undefined;
  // What is not known of an element is no problem: the running app does.
  const sink = collectingSink();
  const asking = { ...interpreter, sink, explained: new Set<string>() };
  const node = workNode(asking, { object, name, parent: undefined }, facts, () => []);
  return node && sink.diagnostics().length === 0 ? { ...node, id: name } : undefined;
}
