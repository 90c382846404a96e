import { pythonUnlocked } from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import { listWords } from "#diagnostics/words.ts";
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
  const open = askedLists(graph).filter(({ locked }) => !locked);
  const lock = open.length > 0 ? read() : undefined;
  for (const list of open) {
    const [first] = list.works;
    if (!first) continue;
    const works = list.works.map(({ name }) => name);
    const related = elsewhere(list).map(({ name, span }) => ({
      span,
      message: `\`${name}\` installs the same`,
    }));
    const verb = works.length > 1 ? "install" : "installs";
    const values = { works: joined(works), verb, why: whyNot(list, lock) };
    sink.report(pythonUnlocked(first.span, values, { related }));
  }
}

/** One for each further place: a loop makes all of its works at the first. */
function elsewhere({ works }: AskedList): AskedList["works"] {
  const byPlace = Map.groupBy(works, ({ span }) => `${span.file}:${span.start}`);
  return [...byPlace.values()].slice(1).flatMap(([one]) => one ?? []);
}

/** Of many, the first two. */
function joined(names: readonly string[]): string {
  if (names.length <= 4) return listWords(names, "and");
  const [first, second] = names;
  return `\`${first}\`, \`${second}\` and ${names.length - 2} others`;
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
