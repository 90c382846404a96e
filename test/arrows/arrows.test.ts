import { describe, expect, it } from "vitest";
import { type ImportOf, imports, roomOf } from "./imports.ts";
import { closedToPackages, rooms } from "./rooms.ts";

const all = imports();
const inside = all.filter(({ to }) => !to.startsWith("package:"));

describe("rooms and arrows", () => {
  it("has a room for every file that is imported or imports", () => {
    const homeless = inside
      .flatMap(({ from, to }) => [from, to])
      .filter((file) => !(roomOf(file) in rooms));
    expect([...new Set(homeless)]).toEqual([]);
  });

  it("lets imports go only right", () => {
    expect(inside.filter(wrongWay).map(print)).toEqual([]);
  });

  it("keeps one provider out of another", () => {
    const foreign = inside.filter(({ from, to }) => {
      const [mine, theirs] = [provider(from), provider(to)];
      return mine !== undefined && theirs !== undefined && mine !== theirs;
    });
    expect(foreign.map(print)).toEqual([]);
  });

  it("lets closed rooms import only the packages they name", () => {
    const strange = all.filter(
      ({ from, to }) =>
        to.startsWith("package:") &&
        closedToPackages.includes(roomOf(from)) &&
        !rooms[roomOf(from)]?.includes(to),
    );
    expect(strange.map(print)).toEqual([]);
  });

  it("crosses rooms by their `#room` names, and stays relative inside one", () => {
    const climbing = inside.filter(
      ({ from, to, specifier }) => specifier.startsWith("../") && house(from) !== house(to),
    );
    expect(climbing.map(print)).toEqual([]);
  });

  it("has no cycle among files that run", () => {
    expect(cycles(inside.filter(({ typeOnly }) => !typeOnly))).toEqual([]);
  });
});

function wrongWay({ from, to }: ImportOf): boolean {
  const [source, target] = [roomOf(from), roomOf(to)];
  return source !== target && !rooms[source]?.includes(target);
}

/** A provider's folder is one house: its rooms reach each other relatively, as everything about one cloud. */
const house = (file: string): string =>
  provider(file) ? `providers/${provider(file)}` : roomOf(file);
const provider = (file: string): string | undefined => /^providers\/([^/]+)/.exec(file)?.[1];
const print = ({ from, to }: ImportOf): string => `${from} → ${to}`;

/** Depth first over the import graph; each cycle once, as the path that closes it. */
function cycles(edges: readonly ImportOf[]): readonly string[] {
  const next = Map.groupBy(edges, ({ from }) => from);
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start !== -1) found.push([...trail.slice(start), file].join(" → "));
    if (start !== -1 || done.has(file)) return;
    for (const { to } of next.get(file) ?? []) visit(to, [...trail, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return found;
}
