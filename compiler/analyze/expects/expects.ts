/** Finds what works' code takes for granted of their machines: told by arguments, variables and scripts. */
import type { Expectation } from "#graph/expectation.ts";
import { type AppGraph, works } from "#graph/graph.ts";
import type { Work } from "#graph/work.ts";
import type { Picture } from "../checks/checks.ts";
import { type Command, commandsByWork, commandsIn } from "../checks/command.ts";
import { type PythonWork, pythonWorks } from "../checks/python-works.ts";
import type { Interpreter } from "../interpreter.ts";
import { fabricExpected } from "./fabric.ts";
import { modelsExpected } from "./models.ts";
import { processesExpected } from "./processes.ts";

/** A work, and all that it says. */
export interface Saying {
  readonly picture: Picture;
  readonly work: Work;
  readonly python: PythonWork | undefined;
  readonly commands: readonly Command[];
}

/** The graph, whose works have what they expect. */
export function withExpectations(interpreter: Interpreter, picture: Picture): AppGraph {
  const scripts = new Map(pythonWorks(interpreter, picture).map((one) => [one.work.name, one]));
  const started = commandsByWork(interpreter, picture);
  const expects = new Map<string, readonly Expectation[]>();
  for (const work of works(picture.graph)) {
    const python = scripts.get(work.name);
    const commands = [
      ...(started.get(work.name) ?? []),
      ...(python?.files ?? []).flatMap(commandsIn),
    ];
    const saying: Saying = { picture, work, python, commands };
    const found = [
      ...processesExpected(saying),
      ...modelsExpected(saying),
      ...fabricExpected(saying),
    ];
    if (found.length > 0) expects.set(work.name, onePerPlace(found));
  }
  if (expects.size === 0) return picture.graph;
  const components = picture.graph.components.map((one) => {
    const found = one.kind === "work" ? expects.get(one.name) : undefined;
    return found && one.kind === "work" ? { ...one, expects: found } : one;
  });
  return { ...picture.graph, components };
}

/** A call may be followed more than once. */
const onePerPlace = (found: readonly Expectation[]): readonly Expectation[] => [
  ...new Map(
    found.map((one) => [`${one.kind} ${one.span.file} ${one.span.start} ${saidBy(one)}`, one]),
  ).values(),
];

const saidBy = (one: Expectation): string =>
  one.kind === "processes" ? `${one.count}` : one.kind === "model" ? one.name : one.variable;
