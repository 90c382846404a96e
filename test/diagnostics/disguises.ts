/**
 * How often each diagnostic has to be found: what only a literal shows is found too late. Four disguises are
 * the rule (said directly, by a helper, by a constant of another module, by inheritance or a loop); what
 * cannot be disguised says why.
 */
export const required = 4;

interface Fewer {
  readonly disguises: number;
  readonly because: string;
}

export const fewer: Readonly<Record<string, Fewer>> = {
  "lock/unreadable": {
    disguises: 1,
    because: "the lock is a file of lines that nobody writes by hand: it can be read or it cannot",
  },
  "bundle/flow-comes-along": {
    disguises: 2,
    because: "a work's module reaches the app's module, at once or by way of others",
  },
};

/** What the command line reports, and what only a real run can meet: shown in test/cli. */
export const shownElsewhere = (slug: string): boolean =>
  slug.startsWith("cli/") ||
  slug.startsWith("deploy/") ||
  slug.startsWith("analysis/") ||
  slug.startsWith("ledger/") ||
  [
    "module/not-found",
    "python/not-found",
    "python/environment-failed",
    "python/no-uv",
    "python/lock-failed",
    "secret/missing",
  ].includes(slug);
