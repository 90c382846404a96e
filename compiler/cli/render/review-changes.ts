import type { ChangedResource, ComponentChange } from "#review/changes.ts";
import type { Review } from "#review/review.ts";
import type { InfraPlace, SourcePlace } from "#review/side.ts";

export type Marker = "+" | "−" | "~" | "=" | "!";

/** `!` where it lets somebody in. */
export function markerOf({ component, kind }: ComponentChange, { decisions }: Review): Marker {
  const isOpened = decisions.some(
    ({ flag, name }) =>
      flag === "allow-exposure" && (name === "console" ? "root" : name) === component,
  );
  return isOpened ? "!" : markers[kind];
}

const markers = {
  created: "+",
  removed: "−",
  changed: "~",
  renamed: "=",
} satisfies Record<ComponentChange["kind"], Marker>;

export const sourceText = (place: SourcePlace | undefined): string =>
  place === undefined
    ? ""
    : [place.file, place.line, ...(place.column === undefined ? [] : [place.column])].join(":");

export function infraText(place: InfraPlace | undefined, kind: ComponentChange["kind"]): string {
  if (place === undefined) return "";
  const file = `infra/${place.file}`;
  if (kind === "removed") return `${file} deleted`;
  return place.line === undefined ? file : `${file}:${place.line}`;
}

/** Components of which nothing changes but their code: told together. */
export function withCodeApart(changes: readonly ComponentChange[]): {
  readonly infra: readonly ComponentChange[];
  /** Everybody whose code changes. */
  readonly code: readonly string[];
} {
  const isUpload = ({ change, isCode }: ChangedResource) => isCode && change.fate !== "deleted";
  const onlyCode = ({ kind, resources }: ComponentChange) =>
    kind === "changed" && resources.length > 0 && resources.every(({ isCode }) => isCode);
  return {
    infra: changes.filter((one) => !onlyCode(one)),
    code: changes
      .filter(({ kind, resources }) => kind === "changed" && resources.some(isUpload))
      .map(({ component }) => component),
  };
}

export const codeText = "new code; what runs keeps its own until its next attempt";

/** What the change comes to, a line each: replacements one by one, the rest by kind. */
export function resourceLines({ resources, kind }: ComponentChange): readonly string[] {
  const fate = (wanted: ChangedResource["change"]["fate"]) =>
    resources.filter(({ change, isCode }) => change.fate === wanted && !isCode);
  return [
    ...replacedLines(fate("replaced")),
    ...summary("created", fate("created")),
    ...(kind === "renamed" ? renamedLine(resources) : []),
    ...updatedLines(fate("updated")),
    ...summary("deleted", fate("deleted")),
  ];
}

const nameOf = ({ change: { after, before } }: ChangedResource): string => {
  const { type = "", name = "" } = after ?? before ?? {};
  return `${type.split(":").at(-1)} ${name}`;
};

/** One by one, with what causes it; what follows from the same replacement together. */
function replacedLines(replaced: readonly ChangedResource[]): readonly string[] {
  const reasons = new Map<string, ChangedResource[]>();
  for (const one of replaced) {
    const key = `${one.change.after?.type} ${causesText(one)}`;
    reasons.set(key, [...(reasons.get(key) ?? []), one]);
  }
  return [...reasons.values()].flatMap((some) => {
    const [first] = some;
    if (!first) return [];
    const type = nameOf(first).split(" ")[0];
    const what = some.length > 2 ? `${some.length} ${type}` : some.map(nameOf).join(", ");
    return [`replaced: ${what}, because ${causesText(first)} changes`];
  });
}

function causesText({ change: { properties, causes } }: ChangedResource): string {
  const reasons = causes.map((path) => {
    const follows = properties.find((property) => property.path === path)?.follows;
    return follows === undefined ? `\`${path}\`` : `\`${path}\` (of \`${follows}\`, replaced)`;
  });
  return reasons.join(", ");
}

function renamedLine(resources: readonly ChangedResource[]): readonly string[] {
  const moved = resources.filter(({ change }) => change.formerName !== undefined).length;
  return moved > 0 ? [`moved: ${moved} resources, by their aliases`] : [];
}

const shown = 4;

function updatedLines(updated: readonly ChangedResource[]): readonly string[] {
  const isTagged = ({ change: { properties } }: ChangedResource) =>
    properties.every(({ path }) => /^tags(All)?\b/.test(path));
  const tagged = updated.filter(isTagged);
  const lines = updated
    .filter((one) => !isTagged(one))
    .map((one) => `updated: ${nameOf(one)}: ${pathsText(one)}${effects[one.effect]}`);
  const more = lines.length > shown ? [`updated: ${lines.length - shown} more`] : [];
  const tags = tagged.length > 1 ? [`updated: tags of ${tagged.length} resources`] : [];
  const one = tagged.length === 1 ? tagged.map((only) => `updated: ${nameOf(only)}: tags`) : [];
  return [...lines.slice(0, shown), ...more, ...tags, ...one];
}

const effects = {
  keeps: "",
  next: " (next machine)",
  interrupts: " (interrupts)",
} satisfies Record<ChangedResource["effect"], string>;

function pathsText({ change: { properties } }: ChangedResource): string {
  const paths = properties.map(({ path }) => path);
  const more = paths.length > 3 ? [`${paths.length - 3} more`] : [];
  return [...paths.slice(0, 3), ...more].join(", ");
}

/** `created: 12: 3 Subnet, 2 MountTarget, …` */
function summary(word: string, some: readonly ChangedResource[]): readonly string[] {
  if (some.length === 0) return [];
  if (some.length <= 2) return [`${word}: ${some.map(nameOf).join(", ")}`];
  const counts = new Map<string, number>();
  for (const one of some.filter(
    ({ change }) => (change.after ?? change.before)?.custom !== false,
  )) {
    const type = nameOf(one).split(" ")[0] ?? "";
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const kinds = [...counts].map(([type, count]) => (count === 1 ? type : `${count} ${type}`));
  return [`${word}: ${some.length} resources (${kinds.join(", ")})`];
}
