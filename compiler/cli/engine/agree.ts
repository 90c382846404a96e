import { deployNeedsDecision, deployNotAsReviewed } from "#diagnostics/catalogue.gen.ts";
import { diagnosticJson } from "#diagnostics/json.ts";
import { listWords, plural } from "#diagnostics/words.ts";
import type { Decision } from "#review/finding.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import { paint, say } from "../render/print.ts";
import { reviewJson } from "../render/review-json.ts";
import { decisionLine, verdictBlock } from "../render/review-text.ts";
import { type Compared, compareWithDeployed } from "../review/compare-sides.ts";
import type { Prepared } from "../review/prepare.ts";
import { emit } from "./emit.ts";
import { unprotect } from "./kept.ts";
import { confirm, isInteractive } from "./prompt.ts";
import type { Session } from "./session.ts";
import { readResources } from "./state.ts";

export interface Agreeing {
  readonly prepared: Prepared;
  /** What this command was told to let in is no surprise to anybody. */
  readonly allowed: readonly string[];
}

/**
 * The review of what is deployed against what would be, and whether all that it asks for is agreed to: by
 * name, by its digest, or here and now. `undefined` where it is not, which was reported.
 */
export async function agree(
  session: Session,
  { prepared, allowed }: Agreeing,
): Promise<Compared | undefined> {
  const { at, invocation } = session;
  const resources = await readResources(at);
  const label = `stack ${at.name}`;
  const compared = await compareWithDeployed(
    { kind: "deployed", label, resources },
    { prepared, invocation, stack: at.name },
  );
  if (!compared) return undefined;
  const open = compared.open.filter((one) => !isAllowed(one, allowed));
  await tell({ ...compared, open }, session);
  if (!(await decided({ ...compared, open }, session))) return undefined;
  await release(compared, session);
  return compared;
}

const isAllowed = ({ networks }: Decision, allowed: readonly string[]): boolean =>
  networks?.every((one) => allowed.includes(one)) ?? false;

async function tell(compared: Compared, { invocation, directory, texts }: Session): Promise<void> {
  const { verdicts, decisions, digest } = reviewJson(compared);
  emit(invocation.flags, { event: "review", verdicts, decisions, digest });
  for (const one of compared.stale)
    emit(invocation.flags, { event: "diagnostic", ...diagnosticJson(one, texts) });
  await printDiagnostics(compared.stale, { directory, texts });
  if (compared.changes.length === 0) return;
  const width = Math.max(80, process.stderr.columns ?? 120);
  say(
    `${verdictBlock(compared, { paint, width })}\n\n${decisionLine(compared, { paint, width })}\n`,
  );
}

async function decided(
  { open, digest, changes }: Compared,
  { invocation }: Session,
): Promise<boolean> {
  const { flags, sink } = invocation;
  const reviewed = flags.value("reviewed");
  if (reviewed !== undefined && changes.length > 0) {
    if (reviewed !== digest) sink.report(deployNotAsReviewed(undefined, { reviewed, digest }));
    return reviewed === digest;
  }
  if (open.length === 0) return true;
  if (isInteractive(flags) && !flags.has("yes")) return confirm("Agree to this?");
  const count = plural(open.length, "decision");
  const wanted = open.map(({ flag, name }) => `--${flag} ${name}`);
  const names = { count, flags: listWords(wanted, "and"), digest };
  sink.report(deployNeedsDecision(undefined, names));
  return false;
}

/** Data that may leave the stack: the engine would refuse to let it go. */
async function release({ verdicts }: Compared, { at }: Session): Promise<void> {
  const leaving = verdicts.data.filter(({ kind }) => kind === "left behind" || kind === "lost");
  if (leaving.length === 0) return;
  const names = leaving.map(({ name }) => name);
  const resources = await readResources(at);
  const kept = resources.filter(
    ({ urn, protect }) => protect && names.includes(urn.split("::").at(-1) ?? ""),
  );
  say(`${listWords(names, "and")} may leave the stack: the protection comes off.`);
  await unprotect(
    at,
    kept.map(({ urn, protect }) => ({ urn, protected: protect })),
  );
}
