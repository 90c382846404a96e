/**
 * How much runs at once, at most: of things with a weight, some of which are surely over before others begin,
 * the heaviest set of which no two are in order. By Dilworth's theorem that is what is left of all weights
 * when as much as possible of each is handed on to something later: a maximal flow.
 */
export interface Weighted {
  readonly name: string;
  readonly weight: number;
}

/** `isBefore` holds for pairs; what follows from two of them need not be among them. */
export function mostAtOnce(
  all: readonly Weighted[],
  isBefore: (first: string, second: string) => boolean,
): number {
  const later = closure(
    all.map(({ name }) => name),
    isBefore,
  );
  const sum = all.reduce((total, { weight }) => total + weight, 0);
  return sum - handedOn(all, later);
}

/** By index: everything that comes after. */
function closure(
  names: readonly string[],
  isBefore: (first: string, second: string) => boolean,
): readonly ReadonlySet<number>[] {
  const direct = names.map((first) =>
    names.flatMap((second, at) => (first !== second && isBefore(first, second) ? [at] : [])),
  );
  return names.map((_, from) => {
    const seen = new Set<number>();
    const stack = [...(direct[from] ?? [])];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      stack.push(...(direct[next] ?? []));
    }
    return seen;
  });
}

/** Each hands on its weight once and takes over as much: augmenting paths until there is none. */
function handedOn(all: readonly Weighted[], later: readonly ReadonlySet<number>[]): number {
  const gives = all.map(({ weight }) => weight);
  const takes = [...gives];
  const flow = new Map<string, number>();
  const key = (from: number, to: number): string => `${from} ${to}`;
  const push = (from: number, most: number, seen: Set<number>): number => {
    for (const to of later[from] ?? []) {
      if (seen.has(to)) continue;
      seen.add(to);
      const free = Math.min(most, takes[to] ?? 0);
      const moved = free > 0 ? free : reroute(to, most, seen);
      if (moved === 0) continue;
      if (free > 0) takes[to] = (takes[to] ?? 0) - moved;
      flow.set(key(from, to), (flow.get(key(from, to)) ?? 0) + moved);
      return moved;
    }
    return 0;
  };
  /** Whoever hands on to it may hand on to something else instead. */
  const reroute = (to: number, most: number, seen: Set<number>): number => {
    for (const giver of all.keys()) {
      const given = flow.get(key(giver, to)) ?? 0;
      if (given === 0) continue;
      const moved = push(giver, Math.min(most, given), seen);
      if (moved === 0) continue;
      flow.set(key(giver, to), (flow.get(key(giver, to)) ?? 0) - moved);
      return moved;
    }
    return 0;
  };
  let sum = 0;
  for (const from of all.keys()) {
    for (let left = gives[from] ?? 0; left > 0; ) {
      const moved = push(from, left, new Set());
      if (moved === 0) break;
      left -= moved;
      sum += moved;
    }
  }
  return sum;
}
