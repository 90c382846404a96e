/**
 * Who leads, as a reducer. Safety is the journal's affair; this is for liveness: a candidate takes over when
 * the leader record has not changed for ten seconds by the candidate's own monotonic clock, whatever the
 * record says of the time. A leader renews it, and steps down when it finds another's.
 */
export interface LeaderRecord {
  readonly epoch: number;
  /** Where agents find the leader. */
  readonly address: string;
  /** Counts renewals: two records that differ are from a leader who lives. */
  readonly renewed: number;
}

export interface Leadership {
  readonly address: string;
  role: "watching" | "leading" | "over";
  seen: LeaderRecord | undefined;
  /** Monotonic ms at which `seen` was first seen; absent before the first look. */
  since: number | undefined;
}

export type LeadershipEvent =
  | { readonly kind: "due" }
  | { readonly kind: "read"; readonly record: LeaderRecord | undefined }
  /** What became of `write`; without an answer it may have been written. */
  | { readonly kind: "written"; readonly record: LeaderRecord; readonly ok: boolean | undefined };

export type LeadershipEffect =
  | { readonly kind: "read" }
  /** Only if the record is still `expected`. */
  | {
      readonly kind: "write";
      readonly expected: LeaderRecord | undefined;
      readonly record: LeaderRecord;
    }
  | { readonly kind: "later"; readonly milliseconds: number }
  /** Replay, claim the epoch in the journal, then serve. */
  | { readonly kind: "lead"; readonly epoch: number }
  | { readonly kind: "step-down" };

export const newLeadership = (address: string): Leadership => ({
  address,
  role: "watching",
  seen: undefined,
  since: undefined,
});

const lookEvery = 2000;
const renewEvery = 3000;
const patience = 10_000;

export function watchLeader(
  state: Leadership,
  event: LeadershipEvent,
  monotonic: number,
): readonly LeadershipEffect[] {
  if (state.role === "over") return [];
  if (event.kind === "due") return state.role === "leading" ? renew(state) : [{ kind: "read" }];
  return event.kind === "read" ? read(state, event.record, monotonic) : written(state, event);
}

const renew = ({ seen, address }: Leadership): readonly LeadershipEffect[] =>
  seen === undefined
    ? []
    : [{ kind: "write", expected: seen, record: { ...seen, address, renewed: seen.renewed + 1 } }];

function read(
  state: Leadership,
  record: LeaderRecord | undefined,
  monotonic: number,
): readonly LeadershipEffect[] {
  if (state.role === "leading") return readWhileLeading(state, record);
  const same = state.since !== undefined && isSame(state.seen, record);
  if (!same) Object.assign(state, { seen: record, since: monotonic });
  const waited = monotonic - (state.since ?? monotonic);
  if (record !== undefined && waited < patience)
    return [{ kind: "later", milliseconds: lookEvery }];
  const next = { epoch: (record?.epoch ?? 0) + 1, address: state.address, renewed: 0 };
  return [{ kind: "write", expected: record, record: next }];
}

/** A renewal nobody answered: the record tells. */
function readWhileLeading(
  state: Leadership,
  record: LeaderRecord | undefined,
): readonly LeadershipEffect[] {
  if (record === undefined || record.epoch !== state.seen?.epoch) return stepDown(state);
  state.seen = record;
  return [{ kind: "later", milliseconds: renewEvery }];
}

const isSame = (left: LeaderRecord | undefined, right: LeaderRecord | undefined): boolean =>
  left?.epoch === right?.epoch && left?.renewed === right?.renewed;

function written(
  state: Leadership,
  { record, ok }: Extract<LeadershipEvent, { kind: "written" }>,
): readonly LeadershipEffect[] {
  if (ok !== true) return [{ kind: "read" }];
  const takes = state.role === "watching";
  Object.assign(state, { role: "leading", seen: record });
  const later = { kind: "later", milliseconds: renewEvery } as const;
  return takes ? [{ kind: "lead", epoch: record.epoch }, later] : [later];
}

function stepDown(state: Leadership): readonly LeadershipEffect[] {
  state.role = "over";
  return [{ kind: "step-down" }];
}
