import type { Store } from "#plan/review.ts";
import type { Finding } from "../finding.ts";
import type { Reviewed } from "../reviewed.ts";
import type { PathFact } from "../side.ts";

/** What becomes of what is stored: Paths that nobody writes any more, stores that go or begin anew. */
export function dataVerdict(reviewed: Reviewed): readonly Finding[] {
  return [...orphanedPaths(reviewed), ...storeFindings(reviewed)];
}

/** A Path is known by its id; the volume under it may stay. */
function orphanedPaths({ before, after }: Reviewed): readonly Finding[] {
  const kept = new Set(after.paths.map(({ id }) => id));
  const isKnown = after.components.length > 0;
  return before.paths
    .filter(({ id }) => isKnown && !kept.has(id))
    .map((path) => ({
      kind: "orphaned",
      name: path.name,
      text: `no work writes it any more${readersOf(path)}; its versions stay on the volume, unread until a Path of this name is there again`,
      decision: { flag: "accept-orphan", name: path.name },
    }));
}

const readersOf = ({ consumers }: PathFact): string =>
  consumers.length === 0 ? "" : ` (read by ${consumers.join(", ")} until now)`;

function storeFindings(reviewed: Reviewed): readonly Finding[] {
  const now = new Map(reviewed.is.stores.map((store) => [store.urn, store]));
  const before = reviewed.was.stores.filter(({ disposable }) => !disposable);
  return before.flatMap((store) => storeFinding(store, now.get(store.urn), reviewed));
}

function storeFinding(
  was: Store,
  is: Store | undefined,
  { comparison }: Reviewed,
): readonly Finding[] {
  const { name, what, retained } = was;
  if (!is) return [gone(was, `${what} is in the program no more`)];
  const change = comparison.changes.find(({ after }) => after?.urn === was.urn);
  if (change?.fate === "replaced") {
    const causes = change.causes.map((path) => `\`${path}\``).join(", ");
    return [gone(was, `${what} begins anew and empty, because ${causes} changes`)];
  }
  if (was.protected && !is.protected && is.retained)
    return [
      { kind: "unprotected", name, text: `${what} may leave the stack without being asked for` },
    ];
  const isKeptNoMore = (was.protected && !is.protected) || (retained && !is.retained);
  if (!isKeptNoMore && !is.disposable) return [];
  const text = `${what} is no longer kept: it goes with the stack, and what it holds with it`;
  return [{ kind: "unprotected", name, text }];
}

const gone = ({ name, retained }: Store, why: string): Finding =>
  retained
    ? {
        kind: "left behind",
        name,
        text: `${why}; what it holds stays in the account, outside of the stack`,
        decision: { flag: "accept-orphan", name },
      }
    : {
        kind: "lost",
        name,
        text: `${why}; what it holds is deleted`,
        decision: { flag: "accept-loss", name },
      };
