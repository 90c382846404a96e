/** Which Pythons machines need: works name one, or their lock is good for one and what is newer. */
import { pythonNotOnImage } from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import { isPooled, runsOf } from "#graph/pool.ts";
import { minorOf, requirementsOn } from "#graph/requirements.ts";
import type { Work } from "#graph/work.ts";
import { imagePythons, imagePythonsAsOf } from "../catalogue/region.ts";
import type { SoldType } from "../catalogue/types.ts";
import type { Layout } from "./layout.ts";

type Group = Layout["groups"][number];

/** Of machines that run Python. */
export function pythonArchitectures({
  groups,
}: Pick<Layout, "groups">): readonly SoldType["architecture"][] {
  const types = groups.filter((group) => pythonOn(group) !== "-").flatMap((group) => group.types);
  return [...new Set(types.map(({ architecture }) => architecture))].sort();
}

/** Of its machines: `-` where no work runs Python, `any` where the image's own does, else versions: `3.12,3.13`. */
export function pythonOn({ works }: Group): string {
  const needed = works.filter(runsPython).flatMap(pythonsFor);
  const named = [...new Set(needed.filter((one) => one !== "any"))].sort();
  return named.join(",") || (needed.length > 0 ? "any" : "-");
}

const runsPython = (work: Work): boolean =>
  requirementsOn(work).length > 0 ||
  work.settings.build.python !== undefined ||
  (isPooled(work) ? runsOf(work.map) : [work]).some(({ python }) => python !== undefined);

/** What the repository of its machines' image does not have, as far as is known. */
export function checkPython(work: Work, sink: Sink): void {
  if (work.settings.build.image !== undefined) return;
  const known = new Set<string>(["any", ...imagePythons]);
  const python = pythonsFor(work).find((version) => !known.has(version));
  if (python === undefined) return;
  const all = `${imagePythons.slice(0, -1).join(", ")} and ${imagePythons.at(-1)}`;
  const values = { work: work.name, python, known: all, asOf: imagePythonsAsOf };
  sink.report(pythonNotOnImage(work.span, values));
}

/** What the code names; else what the lock is good for, and what is newer. */
function pythonsFor(work: Work): readonly string[] {
  const runs = isPooled(work)
    ? runsOf(work.map)
    : [{ build: work.settings.build, locked: work.locked }];
  return runs
    .map(({ build, locked }) => {
      if (build?.python !== undefined) return minorOf(build.python);
      return locked === undefined
        ? "any"
        : (imagePythons.find((one) => holdsFor(one, locked.python)) ?? minorOf(locked.python));
    })
    .map((version) => (version === imagePythons[0] ? "any" : version));
}

const holdsFor = (version: string, least: string): boolean =>
  Number(version.split(".")[1]) >= Number(least.split(".")[1]);
