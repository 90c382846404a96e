// Network cards that bypass the kernel (EFA), for machines that compute together.
import type * as ec2 from "@pulumi/aws/ec2/index.js";

export interface Fabric {
  cards: number;
  /** Every so many of them has an IP address; the others only move data. */
  addressEvery?: number;
  /** The first card is an ordinary one. */
  plainFirst?: boolean;
}

/** EC2 gives a machine with several cards no public address: it stands in a private subnet. */
export const isPrivate = (fabric: Fabric | undefined): boolean => (fabric?.cards ?? 0) > 1;

export const fabricCards = (fabric: Fabric, firewall: ec2.SecurityGroup) =>
  Array.from({ length: fabric.cards }, (_, card) => ({
    networkCardIndex: card,
    deviceIndex: card === 0 ? 0 : 1,
    interfaceType: interfaceType(fabric, card),
    deleteOnTermination: "true",
    securityGroups: [firewall.id],
    ...(fabric.cards === 1 && { associatePublicIpAddress: "true" }),
  }));

function interfaceType({ addressEvery = 1, plainFirst }: Fabric, card: number): string {
  if (plainFirst) return card === 0 ? "interface" : "efa-only";
  return card % addressEvery === 0 ? "efa" : "efa-only";
}
