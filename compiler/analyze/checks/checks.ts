/** The diagnostics that need the whole picture, one file for each. */
import type { AppGraph } from "#graph/graph.ts";
import type { Work } from "#graph/work.ts";
import type { Handover } from "../edges.ts";
import type { Followed } from "../follow.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { checkArguments } from "./argument-not-json.ts";
import { checkAssets } from "./asset-missing.ts";
import { checkLoopback } from "./binds-loopback.ts";
import { checkCaches } from "./cache-lost.ts";
import { checkComponentInRun } from "./component-in-run.ts";
import { checkComponentInside } from "./component-inside.ts";
import { checkCron } from "./cron.ts";
import { checkKeys } from "./duplicate-key.ts";
import { checkDurations } from "./duration.ts";
import { checkEndlessLoops } from "./endless-loop.ts";
import { checkForeignAwaits } from "./foreign-await.ts";
import { checkLeftOut } from "./left-out.ts";
import { checkLightningNames } from "./lightning-names.ts";
import { checkLightningOptions } from "./lightning-options.ts";
import { checkLittleShared } from "./little-shared-memory.ts";
import { checkNeverReached } from "./never-reached.ts";
import { checkUrlsWithoutPort } from "./no-port-url.ts";
import { checkRendezvous } from "./no-rendezvous.ts";
import { checkNondeterministic } from "./nondeterministic-argument.ts";
import { checkHeld } from "./not-held.ts";
import { checkNotRepeatable } from "./not-repeatable.ts";
import { checkLocalBeforeWrite } from "./path-local-before-write.ts";
import { checkLocalCrosses } from "./path-local-crosses.ts";
import { checkLocalInFlow } from "./path-local-in-flow.ts";
import { checkPathNames } from "./path-names.ts";
import { checkNoWriter } from "./path-no-writer.ts";
import { checkReadBeforeWrite } from "./path-read-before-write.ts";
import { checkStringCrosses } from "./path-string-crosses.ts";
import { checkPorts } from "./port-clash.ts";
import { checkRepeatedEffects } from "./repeated-effect.ts";
import { checkRepeatedWrites } from "./repeated-write.ts";
import { checkMemberNames } from "./reserved-name.ts";
import { checkRetries } from "./retry-by-hand.ts";
import { checkScheduleAwaits } from "./schedule-await.ts";
import { checkScripts } from "./script-missing.ts";
import { checkSecretsInSource } from "./secret-in-source.ts";
import { checkSecretsUndeclared } from "./secret-undeclared.ts";
import { checkServices } from "./service-health.ts";
import { checkSpot } from "./spot-without-checkpoint.ts";
import { checkState } from "./state-not-json.ts";
import { checkPrivateState } from "./state-private.ts";
import { checkUrlArguments } from "./url-argument.ts";

export interface Picture {
  readonly graph: AppGraph;
  readonly followed: Followed;
  readonly handed: readonly Handover[];
  /** Elements of maps among them. */
  readonly works: readonly HeapObject[];
  /** Those elements that are as good as declared, under their map's name: the graph has none of them. */
  readonly elements: readonly Work[];
  /** Flows, works and maps with a name of their own, parents before children. */
  readonly constructed: readonly HeapObject[];
}

type Check = (interpreter: Interpreter, picture: Picture) => void;

const checks: readonly Check[] = [
  checkArguments,
  checkAssets,
  checkLoopback,
  checkCaches,
  checkComponentInRun,
  checkComponentInside,
  checkCron,
  checkKeys,
  checkDurations,
  checkEndlessLoops,
  checkForeignAwaits,
  checkLeftOut,
  checkLightningNames,
  checkLightningOptions,
  checkLittleShared,
  checkNeverReached,
  checkUrlsWithoutPort,
  checkRendezvous,
  checkNondeterministic,
  checkHeld,
  checkNotRepeatable,
  checkLocalBeforeWrite,
  checkLocalCrosses,
  checkLocalInFlow,
  checkPathNames,
  checkNoWriter,
  checkReadBeforeWrite,
  checkStringCrosses,
  checkPorts,
  checkRepeatedEffects,
  checkRepeatedWrites,
  checkMemberNames,
  checkRetries,
  checkScheduleAwaits,
  checkScripts,
  checkSecretsInSource,
  checkSecretsUndeclared,
  checkServices,
  checkSpot,
  checkState,
  checkPrivateState,
  checkUrlArguments,
];

export function runChecks(interpreter: Interpreter, picture: Picture): void {
  for (const check of checks) check(interpreter, picture);
}
