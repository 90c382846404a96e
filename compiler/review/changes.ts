import type { Effect } from "#plan/review.ts";
import type { ResourceChange } from "./compare.ts";
import { type Reviewed, resourcesOf } from "./reviewed.ts";
import {
  type ComponentFact,
  type InfraPlace,
  originKey,
  type Side,
  type SourcePlace,
} from "./side.ts";

export type ChangeKind = "created" | "removed" | "changed" | "renamed";

/** All that changes for one component of the app, or for one file of infra/ that no component owns. */
export interface ComponentChange {
  readonly component: string;
  readonly kind: ChangeKind;
  /** `A100:8 → H100:8`, `was clean`, `class Prep removed`. */
  readonly headline: string;
  readonly source?: SourcePlace;
  readonly infra?: InfraPlace;
  /** What the provider has to say about them: `p4d.24xlarge → p5.48xlarge`. */
  readonly notes: readonly string[];
  readonly resources: readonly ChangedResource[];
}

export interface ChangedResource {
  readonly change: ResourceChange;
  readonly effect: Effect;
  readonly isCode: boolean;
}

/** In the new program's order, what is gone at the end. */
export function componentChanges(reviewed: Reviewed): readonly ComponentChange[] {
  const groups = new Map<string, ChangedResource[]>();
  for (const change of reviewed.comparison.changes) {
    if (change.fate === "same" && change.formerName === undefined) continue;
    const resource = changedResource(change, reviewed);
    const owner = ownerOf(change, reviewed);
    groups.set(owner, [...(groups.get(owner) ?? []), resource]);
  }
  for (const name of reviewed.renamed.values()) if (!groups.has(name)) groups.set(name, []);
  return [...groups].map(([component, resources]) =>
    componentChange(component, resources, reviewed),
  );
}

function changedResource(change: ResourceChange, reviewed: Reviewed): ChangedResource {
  const ends = resourcesOf(change, reviewed);
  const one = ends.after ?? ends.before;
  const isCode = one !== undefined && reviewed.table.codeOf(one) !== undefined;
  const { fate } = change;
  if (fate === "same") return { change, effect: "keeps", isCode };
  const paths = change.properties.map(({ path }) => path);
  return { change, effect: reviewed.table.effect({ ...ends, fate, paths }), isCode };
}

function ownerOf(change: ResourceChange, reviewed: Reviewed): string {
  const { before, after } = resourcesOf(change, reviewed);
  const one = after ?? before;
  const code = one && reviewed.table.codeOf(one);
  const side = after ? reviewed.after : reviewed.before;
  const coded = side.components.find(({ id, name }) => id === code || name === code)?.name;
  const component = one?.component ?? coded;
  if (component !== undefined) return component;
  return placeOf(change, reviewed)?.file.replace(/\.ts$/, "") ?? "elsewhere";
}

/** Where infra/ makes it; where it did, when it is gone. */
function placeOf(change: ResourceChange, { before, after }: Reviewed): InfraPlace | undefined {
  const [side, one]: readonly [Side, ResourceChange["after"]] = change.after
    ? [after, change.after]
    : [before, change.before];
  if (!one) return undefined;
  const { type } = one;
  const name = change.after ? one.name : (change.formerName ?? one.name);
  const origin = side.origins.get(originKey({ type, name }));
  return side.lineOf(origin ?? { file: "", component: null, source: null }, one);
}

function componentChange(
  component: string,
  resources: readonly ChangedResource[],
  reviewed: Reviewed,
): ComponentChange {
  const formerName = [...reviewed.renamed].find(([, now]) => now === component)?.[0];
  const was = factOf(reviewed.before, formerName ?? component);
  const is = factOf(reviewed.after, component);
  const situation = { was, is, formerName, resources };
  const kind = kindOf(situation, { component, reviewed });
  const [first] = resources.filter(({ isCode }) => !isCode);
  const infra = first && placeOf(first.change, reviewed);
  const told = headline({ kind, ...situation });
  const origin = first && sourceOf(first.change, reviewed);
  const source = told.source ?? (is ?? was)?.source ?? origin;
  return {
    component,
    kind,
    headline: told.text,
    ...(source && { source }),
    ...(infra && { infra }),
    notes: notesOf(resources, reviewed),
    resources,
  };
}

const factOf = ({ components }: Side, name: string): ComponentFact | undefined =>
  components.find((one) => one.name === name);

function sourceOf(change: ResourceChange, { before, after }: Reviewed): SourcePlace | undefined {
  const [side, one]: readonly [Side, ResourceChange["after"]] = change.after
    ? [after, change.after]
    : [before, change.before];
  return (one && side.origins.get(originKey(one))?.source) ?? undefined;
}

interface Situation {
  readonly was: ComponentFact | undefined;
  readonly is: ComponentFact | undefined;
  readonly formerName: string | undefined;
  readonly resources: readonly ChangedResource[];
}

function kindOf(
  { was, is, formerName, resources }: Situation,
  { component, reviewed }: { readonly component: string; readonly reviewed: Reviewed },
): ChangeKind {
  if (formerName !== undefined) return "renamed";
  if (was && !is) return "removed";
  if (is && !was) return "created";
  const fates = new Set(resources.map(({ change }) => change.fate));
  if (was || fates.size !== 1) return "changed";
  // A file of infra/ that no component owns.
  if (fates.has("deleted") && !hasFile(reviewed.after, component)) return "removed";
  return fates.has("created") && !hasFile(reviewed.before, component) ? "created" : "changed";
}

const hasFile = ({ origins }: Side, name: string): boolean =>
  [...origins.values()].some(({ file }) => file === `${name}.ts`);

function headline({ kind, was, is, formerName, resources }: Situation & { kind: ChangeKind }): {
  readonly text: string;
  readonly source?: SourcePlace | undefined;
} {
  const className = (fact: ComponentFact | undefined) => fact?.class.split("#")[1];
  if (kind === "renamed") return { text: `was ${formerName}` };
  if (kind === "removed") return { text: was ? `class ${className(was)} removed` : "removed" };
  if (kind === "created") return { text: is ? `class ${className(is)}` : "new" };
  const [before, after] = [was?.compute?.name ?? "default", is?.compute?.name ?? "default"];
  const isKnown = !was?.isBrief && !is?.isBrief;
  if (is && was && isKnown && before !== after)
    return { text: `${before} → ${after}`, source: (is.compute ?? was.compute)?.source };
  if (isKnown && is?.port?.number !== was?.port?.number)
    return {
      text: `port ${was?.port?.number ?? "none"} → ${is?.port?.number ?? "none"}`,
      source: is?.port?.source,
    };
  if (resources.length > 0 && resources.every(({ isCode }) => isCode)) return { text: "new code" };
  return { text: countText(resources) };
}

function countText(resources: readonly ChangedResource[]): string {
  const count = (fate: ResourceChange["fate"]) =>
    resources.filter(({ change, isCode }) => change.fate === fate && !isCode).length;
  const fates = ["created", "updated", "replaced", "deleted"] as const;
  return fates
    .map((fate) => [count(fate), fate] as const)
    .filter(([number]) => number > 0)
    .map(([number, fate]) => `${number} ${fate}`)
    .join(", ");
}

function notesOf(resources: readonly ChangedResource[], reviewed: Reviewed): readonly string[] {
  const notes = resources.flatMap(({ change }) => {
    const { fate } = change;
    if (fate === "same") return [];
    const paths = change.properties.map(({ path }) => path);
    return reviewed.table.describe({ ...resourcesOf(change, reviewed), fate, paths });
  });
  return [...new Set(notes)];
}
