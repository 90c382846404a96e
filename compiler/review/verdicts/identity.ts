import type { ResourceChange } from "../compare.ts";
import type { Finding } from "../finding.ts";
import { type Reviewed, resourcesOf } from "../reviewed.ts";
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
  const kept = `${resources(count("same", "updated"))} kept, ${count("replaced")} replaced`;
  const text = `${from} → ${to}: ${kept}${lost > 0 ? `, ${lost} deleted` : ""}; its calls and Paths carry over`;
  return { kind: "renamed", name: to, text };
}

const resources = (count: number): string => `${count} resource${count === 1 ? "" : "s"}`;

/** One that is gone and one that is new, of one class: whoever renamed a field meant to keep its data. */
function likelyRenames({ before, after }: Reviewed): readonly Finding[] {
  const gone = before.components.filter((one) => !has(after, one));
  const added = after.components.filter((one) => !has(before, one));
  return gone.flatMap((one) => {
    const sameClass = ({ class: other, kind }: ComponentFact) =>
      other === one.class && kind === one.kind;
    const [candidate, ...more] = added.filter(sameClass);
    if (!candidate || more.length > 0 || gone.filter(sameClass).length > 1) return [];
    const command = `thunderhead compile --rename ${one.name}=${candidate.name}`;
    const text = `${one.name} → ${candidate.name}? Nothing carries over: \`${command}\` keeps its calls and Paths`;
    return [{ kind: "new name", name: candidate.name, text }];
  });
}

const has = ({ components }: Side, { id }: ComponentFact): boolean =>
  components.some((one) => one.id === id);
