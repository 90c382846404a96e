/**
 * Who leads, as a reducer. Safety is the journal's affair; this is for liveness: a candidate takes over when
 * the leader record has not changed for ten seconds by the candidate's own monotonic clock, whatever the
 * record says of the time. A leader renews it, and steps down when it finds another's.
 */
export interface LeaderRecord {
  readonly epoch: number;
  /** Where agents find the leader. */
  readonly address: string;
  /** sha-256, hex, of the certificate that the leader shows there; absent where it shows none. */
  readonly fingerprint?: string | undefined;
  /** Counts renewals: two records that differ are from a leader who lives. */
  readonly renewed: number;
}

export type LeaderPlace = Pick<LeaderRecord, "address" | "fingerprint">;

export interface Leadership {
  readonly place: LeaderPlace;
  role: "watching" | "leading" | "over";
  seen: LeaderRecord | undefined;
  /** Monotonic ms at which `seen` was first seen; absent before the first look. */
  since: number | undefined;
  /** Monotonic ms at which this leader last knew the record to be its own. */
  confirmed: number;
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

export const newLeadership = (place: LeaderPlace): Leadership => ({
  place,
  role: "watching",
  seen: undefined,
  since: undefined,
  confirmed: 0,
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
  if (event.kind === "due")
    return state.role === "leading" ? renew(state, monotonic) : [{ kind: "read" }];
  return event.kind === "read"
    ? read(state, event.record, monotonic)
    : written(state, event, monotonic);
}

/**
 * A leader that could not renew for as long as others wait may have been replaced: it lets go of its agents,
 * who would otherwise talk to it while the new one takes them for lost.
 */
function renew(state: Leadership, monotonic: number): readonly LeadershipEffect[] {
  const { seen, place } = state;
  if (seen === undefined || monotonic - state.confirmed >= patience) return stepDown(state);
  const record = { ...seen, ...place, renewed: seen.renewed + 1 };
  return [
    { kind: "write", expected: seen, record },
    { kind: "later", milliseconds: renewEvery },
  ];
}

function read(
  state: Leadership,
  record: LeaderRecord | undefined,
  monotonic: number,
): readonly LeadershipEffect[] {
  if (state.role === "leading") return readWhileLeading(state, record, monotonic);
  const same = state.since !== undefined && isSame(state.seen, record);
  if (!same) Object.assign(state, { seen: record, since: monotonic });
  const waited = monotonic - (state.since ?? monotonic);
  if (record !== undefined && waited < patience)
    return [{ kind: "later", milliseconds: lookEvery }];
  const next = { epoch: (record?.epoch ?? 0) + 1, ...state.place, renewed: 0 };
  return [{ kind: "write", expected: record, record: next }];
}

/** A renewal nobody answered: the record tells. */
function readWhileLeading(
  state: Leadership,
  record: LeaderRecord | undefined,
  monotonic: number,
): readonly LeadershipEffect[] {
  if (record === undefined || record.epoch !== state.seen?.epoch) return stepDown(state);
  Object.assign(state, { seen: record, confirmed: monotonic });
  return [];
}

const isSame = (left: LeaderRecord | undefined, right: LeaderRecord | undefined): boolean =>
  left?.epoch === right?.epoch && left?.renewed === right?.renewed;

function written(
  state: Leadership,
  { record, ok }: Extract<LeadershipEvent, { kind: "written" }>,
  monotonic: number,
): readonly LeadershipEffect[] {
  if (ok !== true) return [{ kind: "read" }];
  const takes = state.role === "watching";
  Object.assign(state, { role: "leading", seen: record, confirmed: monotonic });
  const later = { kind: "later", milliseconds: renewEvery } as const;
  return takes ? [{ kind: "lead", epoch: record.epoch }, later] : [];
}

function stepDown(state: Leadership): readonly LeadershipEffect[] {
  state.role = "over";
  return [{ kind: "step-down" }];
}
