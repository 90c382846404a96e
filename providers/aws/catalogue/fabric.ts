/** How a type's EFA cards are wired: what machines that compute together talk over. */
import type { MachineType } from "./types.ts";

export interface Fabric {
  readonly cards: number;
  /** Every so many of the cards has an IP address; the others only move data. */
  readonly addressEvery?: number;
  /** The first card is an ordinary one, and moves no data of the fabric. */
  readonly plainFirst?: boolean;
}

/**
 * AWS's launch recipes: a P5 has 32 cards, and an address for each would use up a subnet; on a B300 the first
 * card cannot be EFA. Elsewhere every card is EFA with an address.
 */
const recipes: readonly { readonly types: RegExp; readonly fabric: Fabric }[] = [
  { types: /^p5e?\.48xlarge$/, fabric: { cards: 32, addressEvery: 4 } },
  { types: /^p6-b300\./, fabric: { cards: 17, plainFirst: true } },
];

/** Undefined where the type has none. */
export function fabricOf({ name, efa }: MachineType): Fabric | undefined {
  if (efa === 0) return undefined;
  return recipes.find(({ types }) => types.test(name))?.fabric ?? { cards: efa };
}
