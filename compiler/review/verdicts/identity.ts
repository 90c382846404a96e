import { plural } from "#diagnostics/words.ts";
import type { ResourceChange } from "../compare.ts";
import type { Finding } from "../finding.ts";
import { pathsOf, type Reviewed, resourcesOf } from "../reviewed.ts";
import type { ComponentFact, Side } from "../side.ts";

/** Components under another name: with their data, or, it seems, without. */
export function identityVerdict(reviewed: Reviewed): readonly Finding[] {
  const confirmed = [...reviewed.renamed].map(([from, to]) => renamedFinding(from, to, reviewed));
  return [...confirmed, ...likelyRenames(reviewed)];
}

function renamedFinding(from: string, to: string, reviewed: Reviewed): Finding {
  const own = reviewed.comparison.changes.filter((change) => {
    const { before, after } = resourcesOf(change, reviewed);
    return before?.component === to || after?.component === to;
  });
  const count = (...fates: readonly ResourceChange["fate"][]) =>
    own.filter(({ fate }) => fates.includes(fate)).length;
  const lost = count("deleted");
  const kept = `${plural(count("same", "updated"), "resource")} kept, ${count("replaced")} replaced`;
  const text = `${from} → ${to}: ${kept}${lost > 0 ? `, ${lost} deleted` : ""}; its calls and Paths carry over`;
  return { kind: "renamed", name: to, text };
}

/** One that is gone and one that is new, alike: whoever renamed a field meant to keep its data. */
function likelyRenames({ before, after }: Reviewed): readonly Finding[] {
  const gone = before.components.filter((one) => !has(after, one));
  const added = after.components.filter((one) => !has(before, one));
  return gone.flatMap((one) => {
    const candidate =
      onlyPair(one, { gone, added, alike: hasClassOf }) ??
      onlyPair(one, { gone, added, alike: (a, b) => makesTheSame([before, a], [after, b]) });
    if (!candidate) return [];
    const command = `thunderhead compile --rename ${one.name}=${candidate.name}`;
    const text = `${one.name} → ${candidate.name}? Nothing carries over: \`${command}\` keeps its calls and Paths`;
    return [{ kind: "new name", name: candidate.name, text }];
  });
}

interface Pairing {
  readonly gone: readonly ComponentFact[];
  readonly added: readonly ComponentFact[];
  readonly alike: (gone: ComponentFact, added: ComponentFact) => boolean;
}

/** Where two are alike on either side, nobody can say which is which. */
function onlyPair(one: ComponentFact, { gone, added, alike }: Pairing): ComponentFact | undefined {
  const [candidate, ...more] = added.filter((other) => alike(one, other));
  if (!candidate || more.length > 0) return undefined;
  return gone.some((other) => other !== one && alike(other, candidate)) ? undefined : candidate;
}

const hasClassOf = (a: ComponentFact, b: ComponentFact): boolean =>
  a.class === b.class && a.kind === b.kind;

/** Another class, as after a rename of both: its Paths have the same fields, and there are some. */
function makesTheSame(
  [before, a]: readonly [Side, ComponentFact],
  [after, b]: readonly [Side, ComponentFact],
): boolean {
  const fields = (side: Side, { name }: ComponentFact) =>
    pathsOf(side, name).map((path) => path.name.slice(name.length + 1));
  const [was, is] = [fields(before, a).sort(), fields(after, b).sort()];
  return a.kind === b.kind && was.length > 0 && was.join(" ") === is.join(" ");
}

const has = ({ components }: Side, { id }: ComponentFact): boolean =>
  components.some((one) => one.id === id);
