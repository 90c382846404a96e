import { pythonUnlocked } from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import type { AppGraph } from "#graph/graph.ts";
import {
  type AskedList,
  askedLists,
  type RequirementsLock,
  requirementsLock,
} from "#graph/requirements.ts";

/** Lists whose versions nobody has fixed: machines that are built on another day get others. A run here asks nobody. */
export function checkLocked(
  graph: AppGraph,
  read: () => RequirementsLock | undefined,
  sink: Sink,
): void {
  for (const list of askedLists(graph)) {
    const [first] = list.works;
    if (list.locked || !first) continue;
    const works = list.works.map(({ name }) => `\`${name}\``);
    const related = elsewhere(list).map(({ name, span }) => ({
      span,
      message: `\`${name}\` installs the same`,
    }));
    const verb = works.length > 1 ? "install" : "installs";
    const values = { works: joined(works), verb, why: whyNot(list, read()) };
    sink.report(pythonUnlocked(first.span, values, { related }));
  }
}

/** One for each further place: a loop makes all of its works at the first. */
function elsewhere({ works }: AskedList): AskedList["works"] {
  const byPlace = Map.groupBy(works, ({ span }) => `${span.file}:${span.start}`);
  return [...byPlace.values()].slice(1).flatMap(([one]) => one ?? []);
}

/** Of many, the first two. */
function joined(words: readonly string[]): string {
  const shown = words.length > 4 ? [...words.slice(0, 2), `${words.length - 2} others`] : words;
  const last = shown.at(-1) ?? "";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`;
}

/** A clause. */
function whyNot({ asked, python, works }: AskedList, lock: RequirementsLock | undefined): string {
  if (lock === undefined) return `there is no \`${requirementsLock}\` beside the app`;
  const stale = lock.find((section) => works.some(({ name }) => section.works.includes(name)));
  if (stale === undefined) return `\`${requirementsLock}\` has no section for \`${asked}\``;
  if (stale.asked !== asked)
    return `\`${requirementsLock}\` has \`${stale.asked}\`, and what is asked for now is \`${asked}\``;
  return `\`${requirementsLock}\` has it for Python ${stale.python}, and what is asked for now is ${python}`;
}
