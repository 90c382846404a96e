import type { PathFlow } from "#protocol/api.ts";

/** A component of the picture; `x` and `y` are its top left corner, in pixels. One that owns others is a frame around them. */
export interface Box {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly frame: boolean;
}

export interface Arrow {
  readonly from: Box;
  readonly to: Box;
  /** Paths go along it; else one merely comes before the other. */
  readonly data: boolean;
  /** Last parts of the Paths' names; empty where another arrow from the same box says the same. */
  readonly label: string;
}

export interface Picture {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly width: number;
  readonly height: number;
}

export interface Drawn {
  /** Full names; what stands before a dot owns what stands behind it, if it is a component itself. */
  readonly names: readonly string[];
  readonly paths: readonly PathFlow[];
  /** Pairs of which the first is over before the second begins. */
  readonly order: readonly (readonly [string, string])[];
  /** Where time goes: to the right, or down a narrow page. */
  readonly across: boolean;
}

/** On a phone two stand beside each other, in a frame too. */
const leaves = {
  across: { width: 196, height: 54 },
  down: { width: 156, height: 54 },
} as const;
const mostBeside = { across: 100, down: 2 } as const;
const padding = 14;
const title = 24;
/** Between steps, where names of Paths stand, and between boxes of one step. */
const gaps = { across: { step: 96, beside: 18 }, down: { step: 46, beside: 14 } } as const;

/**
 * Steps one after another, each box one step behind the last that it needs; frames are laid out first and then
 * stand as boxes. Small and plain on purpose: an app has tens of works, not thousands.
 */
export function layOut({ names, paths, order, across }: Drawn): Picture {
  const links = linksOf(paths, order, new Set(names));
  const tree = { names, links, across };
  const parts = arrange("root", tree);
  // An app may be a single work.
  const whole = parts.boxes.length === 0 && names.includes("root") ? box("root", across) : parts;
  const boxes = new Map(whole.boxes.map((box) => [box.name, box]));
  const told = new Set<string>();
  const arrows = links.flatMap(({ from, to, paths: carried }): readonly Arrow[] => {
    const [start, end] = [boxes.get(from), boxes.get(to)];
    if (!start || !end) return [];
    const label = carried.join(", ");
    const isNew = !told.has(`${from} ${label}`);
    told.add(`${from} ${label}`);
    return [{ from: start, to: end, data: carried.length > 0, label: isNew ? label : "" }];
  });
  const { width, height } = whole;
  return { boxes: whole.boxes, arrows, width, height };
}

interface Link {
  readonly from: string;
  readonly to: string;
  readonly paths: string[];
}

function linksOf(
  paths: Drawn["paths"],
  order: Drawn["order"],
  known: ReadonlySet<string>,
): readonly Link[] {
  const links = new Map<string, Link>();
  const link = (from: string, to: string): string[] => {
    const made = links.get(`${from} ${to}`) ?? { from, to, paths: [] };
    if (known.has(from) && known.has(to) && from !== to) links.set(`${from} ${to}`, made);
    return made.paths;
  };
  for (const { name, producer, consumers } of paths) {
    for (const consumer of consumers)
      link(producer, consumer).push(name.slice(name.lastIndexOf(".") + 1));
  }
  for (const [before, after] of order) link(before, after);
  return [...links.values()];
}

interface Tree {
  readonly names: readonly string[];
  readonly links: readonly Link[];
  readonly across: boolean;
}

interface Arranged {
  readonly boxes: readonly Box[];
  readonly width: number;
  readonly height: number;
}

/** What one component owns, from its own corner. */
function arrange(owner: string, tree: Tree): Arranged {
  const own = tree.names.filter((name) => name !== "root" && ownerOf(name, tree.names) === owner);
  const parts = new Map(own.map((name) => [name, framed(name, tree)]));
  const most = tree.across ? mostBeside.across : mostBeside.down;
  const steps = stepsOf(own, liftedLinks(own, tree.links)).flatMap((names) => rowsOf(names, most));
  const { step: gap, beside } = tree.across ? gaps.across : gaps.down;
  const [along, side] = tree.across
    ? (["width", "height"] as const)
    : (["height", "width"] as const);
  const sizes = (names: readonly string[], of: "width" | "height") =>
    names.map((name) => parts.get(name)?.[of] ?? 0);
  const spans = steps.map((names) => sum(sizes(names, side)) + beside * (names.length - 1));
  const widest = Math.max(0, ...spans);
  let at = 0;
  const boxes = steps.flatMap((names, index) => {
    let offset = (widest - (spans[index] ?? 0)) / 2;
    const thickest = Math.max(...sizes(names, along));
    const placed = names.flatMap((name) => {
      const part = parts.get(name);
      if (!part) return [];
      const inset = at + (thickest - part[along]) / 2;
      const [x, y] = tree.across ? [inset, offset] : [offset, inset];
      offset += part[side] + beside;
      return part.boxes.map((box) => ({ ...box, x: box.x + x, y: box.y + y }));
    });
    at += thickest + gap;
    return placed;
  });
  const length = Math.max(0, at - gap);
  return tree.across
    ? { boxes, width: length, height: widest }
    : { boxes, width: widest, height: length };
}

const rowsOf = (names: readonly string[], most: number): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(names.length / most) }, (_, row) =>
    names.slice(row * most, (row + 1) * most),
  );

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);

/** A box, or a frame with what it owns inside. */
function framed(name: string, tree: Tree): Arranged {
  const inner = arrange(name, tree);
  if (inner.boxes.length === 0) return box(name, tree.across);
  const width = inner.width + 2 * padding;
  const height = inner.height + title + 2 * padding;
  const moved = inner.boxes.map((box) => ({
    ...box,
    x: box.x + padding,
    y: box.y + padding + title,
  }));
  return { boxes: [{ name, x: 0, y: 0, width, height, frame: true }, ...moved], width, height };
}

function box(name: string, across: boolean): Arranged {
  const leaf = across ? leaves.across : leaves.down;
  return { boxes: [{ name, x: 0, y: 0, ...leaf, frame: false }], ...leaf };
}

/** The nearest component above; holders such as an array's field are none. */
function ownerOf(name: string, names: readonly string[]): string {
  for (let end = name.lastIndexOf("."); end > 0; end = name.lastIndexOf(".", end - 1)) {
    const above = name.slice(0, end);
    if (names.includes(above)) return above;
  }
  return "root";
}

/** What stands for an arrow's ends among these: they themselves or the frame around them. */
function liftedLinks(own: readonly string[], links: readonly Link[]): readonly Link[] {
  const lift = (name: string) => own.find((one) => name === one || name.startsWith(`${one}.`));
  return links.flatMap((link) => {
    const [from, to] = [lift(link.from), lift(link.to)];
    return from !== undefined && to !== undefined && from !== to ? [{ ...link, from, to }] : [];
  });
}

function stepsOf(names: readonly string[], links: readonly Link[]): readonly (readonly string[])[] {
  const step = new Map(names.map((name) => [name, 0]));
  // As many rounds as boxes settle every chain; a cycle, which no app should have, merely stops growing.
  for (let round = 0; round < names.length; round++) {
    let moved = false;
    for (const { from, to } of links) {
      const least = (step.get(from) ?? 0) + 1;
      if ((step.get(to) ?? 0) >= least || least >= names.length) continue;
      step.set(to, least);
      moved = true;
    }
    if (!moved) break;
  }
  const grouped = Map.groupBy(names, (name) => step.get(name) ?? 0);
  const inOrder = [...grouped].toSorted(([a], [b]) => a - b).map(([, members]) => members);
  return untangle(inOrder, links);
}

/** Orders each step by where its boxes come from, on average. */
function untangle(
  steps: readonly (readonly string[])[],
  links: readonly Link[],
): readonly (readonly string[])[] {
  const rank = new Map<string, number>();
  return steps.map((members) => {
    const weight = (name: string): number => {
      const sources = links.filter(({ to }) => to === name).map(({ from }) => rank.get(from) ?? 0);
      return sources.length === 0 ? 0 : sum(sources) / sources.length;
    };
    const sorted = members.toSorted((a, b) => weight(a) - weight(b));
    for (const [index, name] of sorted.entries()) rank.set(name, index);
    return sorted;
  });
}
