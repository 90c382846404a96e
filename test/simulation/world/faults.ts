import { type Random, random } from "./random.ts";

/** Faults that lie over a stretch of time, and change what happens in it. */
const stretches = [
  "journal-timeout-applied",
  "journal-timeout-lost",
  "journal-late",
  "journal-throttle",
  "journal-own-retry",
  "objects-unavailable",
  "objects-slow",
  "store-unreachable",
  "partition",
  "partition-to-agent",
  "partition-to-controller",
  "slow-network",
  "slow-links",
  "duplicates",
  "no-capacity",
  "token-forgotten",
  "launches-twice",
  "boots-never",
  "slow-terminate",
  "runs-on-while-ending",
  "describe-lag",
  "gone-unsaid",
  "metadata-outage",
  "disk-full",
  "disk-error",
  "disk-close-error",
  "volume-missing",
  "volume-hangs",
  "volume-fails",
  "volume-close-fails",
  "out-of-memory",
  "exits-silently",
  "ignores-term",
] as const;

/** Faults of a moment. */
const moments = [
  "kill-controller",
  "kill-controller-between-effects",
  "pause-controller",
  "old-leader-returns",
  "clock-jump",
  "kill-agent",
  "kill-agent-between-effects",
  "stall-agent",
  "crash-machine",
  "cut-off-machine",
  "reboot-machine",
  "notice",
  "notice-late",
] as const;

/** Each with a source of chance of its own, so that seeds from before there were these mean what they meant. */
const later = ["held-up"] as const;

const early: readonly FaultKind[] = [...stretches, ...moments];
export type FaultKind =
  | (typeof stretches)[number]
  | (typeof moments)[number]
  | (typeof later)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** ms of virtual time. */
  readonly at: number;
  readonly lasts: number;
  /** Which of those there are then: controllers, machines, works; counted round. */
  readonly target: number;
  /** What the kind makes of it: ms of a jump, effects until a crash. */
  readonly amount: number;
}

export const isMoment = ({ kind }: Fault): boolean => moments.some((each) => each === kind);

/** A random subset of the kinds, each a few times: what never happens together is never seen together. */
export function swarm(seed: number, until: number): readonly Fault[] {
  const drawn = [
    draw(early, until, random(seed, "faults")),
    ...later.map((kind) => draw([kind], until, random(seed, kind))),
  ];
  return drawn.flat().sort((left, right) => left.at - right.at);
}

function draw(all: readonly FaultKind[], until: number, chance: Random): readonly Fault[] {
  const kinds = all.filter(() => chance.chance(0.22));
  return kinds.flatMap((kind) =>
    Array.from({ length: chance.between(1, 3) }, () => one(kind, until, chance)),
  );
}

function one(kind: FaultKind, until: number, chance: Random): Fault {
  return {
    kind,
    at: chance.between(0, until),
    lasts: chance.pick([3000, 12_000, 25_000, 70_000, 150_000]),
    target: chance.between(0, 11),
    amount: chance.between(-60, 60),
  };
}

/** Which faults lie over this moment. */
export class Faults {
  readonly #stretches: readonly Fault[];
  readonly #now: () => number;

  constructor(faults: readonly Fault[], now: () => number) {
    this.#stretches = faults.filter((fault) => !isMoment(fault));
    this.#now = now;
  }

  /** `target` is what would be hit, out of `of` such things. */
  hits(kind: FaultKind, target?: number, of = 1): boolean {
    const now = this.#now();
    return this.#stretches.some(
      (fault) =>
        fault.kind === kind &&
        now >= fault.at &&
        now < fault.at + fault.lasts &&
        (target === undefined || fault.target % of === target % of),
    );
  }
}
