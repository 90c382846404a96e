/** The diagnostics that need the whole picture, one file for each. */
import type { AppGraph } from "#graph/graph.ts";
import type { Handover } from "../edges.ts";
import type { Followed } from "../follow.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { checkComponentInRun } from "./component-in-run.ts";
import { checkForeignAwaits } from "./foreign-await.ts";
import { checkNondeterministic } from "./nondeterministic-argument.ts";
import { checkLocalCrosses } from "./path-local-crosses.ts";
import { checkNoWriter } from "./path-no-writer.ts";
import { checkReadBeforeWrite } from "./path-read-before-write.ts";
import { checkStringCrosses } from "./path-string-crosses.ts";
import { checkPorts } from "./port-clash.ts";
import { checkScripts } from "./script-missing.ts";

export interface Picture {
  readonly graph: AppGraph;
  readonly followed: Followed;
  readonly handed: readonly Handover[];
  readonly works: readonly HeapObject[];
}

export function runChecks(interpreter: Interpreter, picture: Picture): void {
  checkScripts(interpreter, picture);
  checkPorts(interpreter, picture);
  checkComponentInRun(interpreter, picture);
  checkForeignAwaits(interpreter, picture);
  checkNondeterministic(interpreter, picture);
  checkLocalCrosses(interpreter, picture);
  checkStringCrosses(interpreter, picture);
  checkNoWriter(interpreter, picture);
  checkReadBeforeWrite(interpreter, picture);
}
