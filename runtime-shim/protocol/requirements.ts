/**
 * `requirements.lock`: what works ask pip for, resolved once to versions and hashes. It is a requirements.txt with a
 * section for each distinct list; a bundle's own `requirements.txt` holds the sections of its works, without who they are.
 */
export interface LockedRequirements {
  /** As asked for, sorted and distinct, joined by `, `. */
  readonly asked: string;
  /** `3.12`: they are resolved for this Python and later ones. */
  readonly python: string;
  /** Works and maps that asked; none in a bundle. */
  readonly works: readonly string[];
  /** Lines for pip, each package with its hashes; ends with a line break. */
  readonly text: string;
}

export interface AskedRequirements {
  /** As pip takes them; order and repetition do not matter. */
  readonly requirements: readonly string[];
  /** The version that the app asks for; absent where any will do. */
  readonly python?: string | undefined;
}

/** In a bundle; what was not locked stands there as it was asked for, for people. */
export const requirementsPath = "requirements.txt";

/** The list that two works have in common or do not. */
export const distinctRequirements = (lines: readonly string[]): readonly string[] =>
  [...new Set(lines.map((line) => line.trim()).filter(Boolean))].sort();

export const askedText = (lines: readonly string[]): string =>
  distinctRequirements(lines).join(", ");

/** Whatever Python it was resolved for, where none is asked for. */
export function findLocked(
  sections: readonly LockedRequirements[],
  { requirements, python }: AskedRequirements,
): LockedRequirements | undefined {
  const asked = askedText(requirements);
  return sections.find(
    (section) => section.asked === asked && (python === undefined || section.python === python),
  );
}

const header = /^# (?<asked>.+) for Python (?<python>\d+(?:\.\d+)*)(?:: (?<works>.+))?$/;

/** What stands before the first header belongs to nobody. */
export function parseLocked(text: string): readonly LockedRequirements[] {
  const sections: { asked: string; python: string; works: readonly string[]; lines: string[] }[] =
    [];
  for (const line of text.split(/\r?\n/)) {
    const found = header.exec(line)?.groups;
    if (found === undefined) sections.at(-1)?.lines.push(line);
    else {
      const { asked = "", python = "", works = "" } = found;
      sections.push({ asked, python, works: works.split(", ").filter(Boolean), lines: [] });
    }
  }
  return sections.map(({ lines, ...section }) => ({
    ...section,
    text: `${lines.join("\n").trim()}\n`,
  }));
}

/** Sorted, so that the order of works is no change. */
export const printLocked = (sections: readonly LockedRequirements[]): string =>
  sections
    .map(({ asked, python, works, text }) => {
      const whom = works.length > 0 ? `: ${works.join(", ")}` : "";
      return `# ${asked} for Python ${python}${whom}\n${text}`;
    })
    .sort()
    .join("\n");

/** `fastapi==0.121.2`, and after ` ; ` where it is installed: without hashes, for people and checks. */
export const lockedPackages = ({ text }: LockedRequirements): readonly string[] =>
  text.split("\n").flatMap((line) => {
    const [, found] = /^([A-Za-z0-9][^\\]*?)\s*\\?$/.exec(line) ?? [];
    return found === undefined ? [] : [found];
  });
