import { stopAttempt } from "./command.ts";
import { type AttemptStep, tell } from "./effect.ts";
import { type AgentState, type AttemptState, isOver, type Witness } from "./state.ts";

/**
 * An agent that has lost its controller asks a second witness: the fence record of each work, which the
 * controller raises when it gives an attempt up. Time is counted in beats, so that neither a clock that jumps
 * nor a machine that slept can end a work that nobody has given up.
 *
 * Beats of three seconds: ten minutes of hearing nobody, an hour without any controller.
 */
const isolation = 200;
const orphanhood = 1200;

export const isOrphan = ({ unled }: Witness): boolean => unled >= orphanhood;
export const isIsolated = ({ alone }: Witness): boolean => alone >= isolation;

export const oneBeatMore = ({ unled, alone }: Witness): Witness => ({
  unled: unled + 1,
  alone: alone + 1,
});

/** Works whose attempts may still do something, and so must know whether they are current. */
export const fencedWorks = ({ attempts }: AgentState): readonly string[] => [
  ...new Set(
    Object.values(attempts).flatMap((attempt) => (isOver(attempt) ? [] : [attempt.order.work])),
  ),
];

/** An attempt that was given up stops within seconds; it has nothing to save that anybody would take. */
export function fence(attempt: AttemptState, generation: number, now: number): AttemptStep {
  const own = attempt.order.generation;
  if (own === undefined || own >= generation) return { attempt, effects: [] };
  const step = stopAttempt(attempt, { reason: "lost", graceSeconds: 1 }, now);
  return { attempt: step.attempt, effects: [...step.effects, tell(attempt, { kind: "abort" })] };
}
