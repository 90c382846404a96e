import { describe, expect, test } from "vitest";
import { fabricOf } from "#providers/aws/catalogue/fabric.ts";
import { findType, machineTypes } from "#providers/aws/catalogue/types.ts";
import { type Fabric, fabricCards, isPrivate } from "#providers/aws/program/fabric.ts";

/** Of cards, only a firewall's id is asked. */
const firewall: Parameters<typeof fabricCards>[1] = Object.create(null, { id: { value: "sg-1" } });
const kinds = (fabric: Fabric) =>
  fabricCards(fabric, firewall).map(({ interfaceType }) => interfaceType);
const fabric = (type: string): Fabric | undefined => {
  const found = findType(type);
  return found && fabricOf(found);
};

describe("cards as AWS's launch recipes want them", () => {
  test("one card has a public address", () => {
    expect(fabricCards({ cards: 1 }, firewall)).toEqual([
      {
        networkCardIndex: 0,
        deviceIndex: 0,
        interfaceType: "efa",
        deleteOnTermination: "true",
        securityGroups: ["sg-1"],
        associatePublicIpAddress: "true",
      },
    ]);
  });

  test("four cards of an A100 machine have addresses, and none a public one", () => {
    const cards = fabricCards(fabric("p4d.24xlarge") ?? { cards: 0 }, firewall);
    expect(cards.map(({ networkCardIndex }) => networkCardIndex)).toEqual([0, 1, 2, 3]);
    expect(cards.map(({ deviceIndex }) => deviceIndex)).toEqual([0, 1, 1, 1]);
    expect(cards.every((card) => !("associatePublicIpAddress" in card))).toBe(true);
  });

  test("of 32 cards of an H100 machine every fourth has an address", () => {
    const cards = kinds(fabric("p5.48xlarge") ?? { cards: 0 });
    expect(cards).toHaveLength(32);
    expect(cards.filter((kind) => kind === "efa")).toHaveLength(8);
    expect(cards.slice(0, 5)).toEqual(["efa", "efa-only", "efa-only", "efa-only", "efa"]);
  });

  test("the first card of a B300 machine is an ordinary one", () => {
    const cards = kinds(fabric("p6-b300.48xlarge") ?? { cards: 0 });
    expect([cards.length, cards[0], new Set(cards.slice(1))]).toEqual([
      17,
      "interface",
      new Set(["efa-only"]),
    ]);
  });
});

test("no type gets more cards than it has, nor more that carry data than EC2 allows", () => {
  for (const type of machineTypes) {
    const cards = kinds(fabricOf(type) ?? { cards: 0 });
    expect(cards.length, type.name).toBeLessThanOrEqual(Math.max(type.networkCards, type.efa));
    expect(cards.filter((kind) => kind !== "interface").length, type.name).toBe(type.efa);
  }
});

test("a machine with several cards stands in a private subnet", () => {
  expect([undefined, { cards: 1 }, { cards: 2 }].map(isPrivate)).toEqual([false, false, true]);
});
