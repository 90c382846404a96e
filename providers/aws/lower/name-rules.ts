import { createHash } from "node:crypto";

/** What AWS allows in a name that Pulumi makes from a logical one, its own eight characters left out. */
interface NameRule {
  readonly longest: number;
  /** A character it refuses. */
  readonly refused: RegExp;
  /** What to write for a dot, where a dot is refused. */
  readonly dot?: string;
}

/** By type token. A component's rule is the strictest of what it names. */
const rules: Readonly<Record<string, NameRule>> = {
  // Role names: 64 characters. Several zones may add theirs: `-use1-az4`.
  "thunderhead:aws:WorkMachines": { longest: 40, refused: /[^A-Za-z0-9._]/g },
  "thunderhead:aws:GangMachines": { longest: 40, refused: /[^A-Za-z0-9._]/g },
  "thunderhead:aws:Work": { longest: 100, refused: /[^A-Za-z0-9._]/g },
  // Target groups: 32 characters, letters, digits and hyphens.
  "thunderhead:aws:HttpService": { longest: 24, refused: /[^A-Za-z0-9-]/g, dot: "-" },
  "thunderhead:aws:HttpsService": { longest: 24, refused: /[^A-Za-z0-9-]/g, dot: "-" },
};

/** Names that the framework gives itself; a work of such a name gets a longer one. */
const ours: readonly string[] = ["console", "default"];

/**
 * A function of the component's full name and the type alone, so identity never depends on position. A name
 * that AWS refuses, or that could be another's, is changed and ends in a hash of the full one.
 */
export function logicalName(token: string, fullName: string): string {
  const rule = rules[token];
  if (!rule) return fullName;
  const dotted = rule.dot === undefined ? fullName : fullName.replaceAll(".", rule.dot);
  const clean = dotted.replace(rule.refused, "-");
  // A hyphen in the source, or one that stands for something else, could make two names one.
  const ambiguous = clean !== dotted || fullName.includes("-") || ours.includes(fullName);
  if (!ambiguous && clean.length <= rule.longest) return clean;
  const hash = createHash("sha256").update(fullName).digest("hex").slice(0, 6);
  const start = clean.slice(0, rule.longest - hash.length - 1).replace(/^-+|-+$/g, "");
  return start === "" ? `n-${hash}` : `${start}-${hash}`;
}

/** Those it had under the names it had. */
export const formerNames = (
  token: string,
  { formerly = [] }: { readonly formerly?: readonly string[] | undefined },
): readonly string[] => formerly.map((name) => logicalName(token, name));

/** Names of framework parts: a hyphen in it keeps it apart from every work's. */
export const ownName = (name: string, role: string): string => `${name}-${role}`;

/** `works/models.low.ts`; on disks that ignore case two names must not meet. */
export function fileName(folder: string, fullName: string, taken: ReadonlySet<string>): string {
  const clean = fullName.replace(/[^A-Za-z0-9._-]/g, "-");
  const hash = createHash("sha256").update(fullName).digest("hex").slice(0, 6);
  const changed = clean !== fullName || clean.length > 60;
  const name = changed ? `${clean.slice(0, 50)}-${hash}` : clean;
  return taken.has(name.toLowerCase()) ? `${folder}/${name}-${hash}.ts` : `${folder}/${name}.ts`;
}

/** A label of a host name: lower case, 63 characters, no dots. */
export function hostLabel(fullName: string, taken: ReadonlySet<string>): string {
  const label = fullName
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const hash = createHash("sha256").update(fullName).digest("hex").slice(0, 6);
  if (label !== "" && label.length <= 50 && !taken.has(label)) return label;
  return [label.slice(0, 50), hash].filter(Boolean).join("-");
}
