import { type EngineEvent, type Step, urnParts } from "./events.ts";
import type { Owners } from "./owners.ts";

/** How far an update has come, by component. Pure: a state and an event make the next state. */
export interface Progress {
  /** In the order in which the groups were planned. */
  readonly groups: ReadonlyMap<string, GroupProgress>;
  /** Engine's clock, seconds. */
  readonly startedAt: number | undefined;
}

export interface GroupProgress {
  readonly name: string;
  /** Resources with something to do; at least those of the plan. */
  readonly planned: ReadonlySet<string>;
  readonly done: ReadonlySet<string>;
  readonly failed: ReadonlySet<string>;
  /** Under way, oldest first. */
  readonly active: readonly Active[];
}

export interface Active {
  readonly urn: string;
  readonly type: string;
  readonly op: string;
  /** Engine's clock, seconds. */
  readonly since: number;
}

export type Planned = readonly Step[];

/** Component resources are names for the rest and cost nothing: they are not counted. */
export const counts = ({ type, op }: Step): boolean =>
  op !== "same" && op !== "read" && !type.startsWith("pulumi:") && !type.startsWith("thunderhead:");

export function plannedProgress(plan: Planned, owners: Owners): Progress {
  const groups = new Map<string, GroupProgress>();
  for (const { urn } of plan.filter(counts)) {
    const name = owners(urn).group;
    const group = groups.get(name) ?? emptyGroup(name);
    groups.set(name, { ...group, planned: new Set([...group.planned, urn]) });
  }
  return { groups, startedAt: undefined };
}

export function advance(progress: Progress, event: EngineEvent, owners: Owners): Progress {
  const startedAt = progress.startedAt ?? event.at;
  if (event.kind === "problem" || event.kind === "ended") return { ...progress, startedAt };
  if (!counts(event.step)) return { ...progress, startedAt };
  const name = owners(event.step.urn).group;
  const group = progress.groups.get(name) ?? emptyGroup(name);
  const groups = new Map(progress.groups).set(name, stepped(group, event));
  return { groups, startedAt };
}

type StepEvent = Extract<EngineEvent, { step: Step }>;

function stepped(group: GroupProgress, { kind, at, step }: StepEvent): GroupProgress {
  const { urn, type, op } = step;
  const others = group.active.filter((active) => active.urn !== urn);
  const planned = new Set([...group.planned, urn]);
  if (kind === "started") {
    return { ...group, planned, active: [...others, { urn, type, op, since: at }] };
  }
  if (kind === "failed") {
    return { ...group, planned, active: others, failed: new Set([...group.failed, urn]) };
  }
  return { ...group, planned, active: others, done: new Set([...group.done, urn]) };
}

const emptyGroup = (name: string): GroupProgress => ({
  name,
  planned: new Set(),
  done: new Set(),
  failed: new Set(),
  active: [],
});

export type GroupState = "waiting" | "working" | "done" | "failed";

export function stateOf({ planned, done, failed, active }: GroupProgress): GroupState {
  if (failed.size > 0) return "failed";
  if (done.size === planned.size) return "done";
  return active.length + done.size > 0 ? "working" : "waiting";
}

/** What the group has been waiting for longest, with its name and the seconds so far. */
export function longestWait(
  { active }: GroupProgress,
  now: number,
): { readonly type: string; readonly name: string; readonly seconds: number } | undefined {
  const [oldest] = active.toSorted((a, b) => a.since - b.since);
  if (!oldest) return undefined;
  const { type, name } = urnParts(oldest.urn);
  return { type, name, seconds: Math.max(0, Math.round(now - oldest.since)) };
}
