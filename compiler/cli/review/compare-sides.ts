import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import { collectingSink } from "#diagnostics/sink.ts";
import type { ReviewTable } from "#plan/review.ts";
import { type Review, review } from "#review/review.ts";
import { runProgram } from "#review/runner.ts";
import type { Side } from "#review/side.ts";
import { withQuotas } from "#review/verdicts/quota.ts";
import { deploymentOf } from "../engine/session.ts";
import type { Flags, Invocation } from "../invocation.ts";
import { say } from "../render/print.ts";
import { chooseTarget } from "../target.ts";
import { type Deployed, deployedSide } from "./deployed.ts";
import type { Origin } from "./origin.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { runSide } from "./side.ts";
import { staleInStack } from "./stack-ledger.ts";

/** A review with the decisions that the command line has not taken yet. */
export interface Compared extends Review {
  readonly from: string;
  readonly to: string;
  readonly open: Review["decisions"];
  /** Of what a stack has done: what came of other code. */
  readonly stale: readonly Diagnostic[];
}

interface Context {
  readonly invocation: Invocation;
  readonly scratch: string;
}

/** Prepares and runs both at the same time: each is a process of its own. */
export async function compareSides(
  [old, now]: readonly [Origin, Origin],
  { invocation, scratch }: Context,
): Promise<Compared | undefined> {
  const { sink, flags } = invocation;
  const prepared = async (origin: Origin, name: string): Promise<Prepared> => {
    const own = join(scratch, name);
    mkdirSync(own, { recursive: true });
    return prepare(origin, { invocation, scratch: own });
  };
  if (old.kind === "deployed") {
    return compareWithDeployed(old, { prepared: await prepared(now, "after"), invocation });
  }
  const side = async (
    origin: Origin,
    name: string,
  ): Promise<readonly [Prepared, Side | undefined]> => {
    const one = await prepared(origin, name);
    const failed = origin.kind === "working tree" && sink.hasErrors();
    const stack = flags.value("stack");
    return [one, failed ? undefined : await runSide(one, { sink, stack })];
  };
  const [[was, before], [is, after]] = await Promise.all([side(old, "before"), side(now, "after")]);
  const table = await reviewTable([is, was], invocation);
  if (!before || !after || !table) return undefined;
  noteMissing(was, before);
  noteMissing(is, after);
  return compared(review(before, after, table), { before, after, flags });
}

/**
 * From what a stack has to what this program would make of it. The account's own quotas count where it tells
 * them.
 */
export async function compareWithDeployed(
  deployed: Deployed,
  { prepared, invocation, stack = invocation.flags.value("stack") }: Comparing,
): Promise<Compared | undefined> {
  const { sink, flags } = invocation;
  const { infra, app } = prepared;
  const table = await reviewTable([prepared], invocation);
  if (sink.hasErrors() || infra === undefined || !table) return undefined;
  // A program that does not run does so twice, and says why once.
  const second = collectingSink();
  const { resources } = deployed;
  const target = targetName(app, flags);
  const [after, valued, stale] = await Promise.all([
    runSide(prepared, { sink, stack }),
    // Of nothing deployed there are no values to see instead of names.
    resources.length === 0
      ? undefined
      : runProgram(infra, { sink: second, stack, deployed: resources }),
    stack === undefined || target === undefined
      ? []
      : staleInStack(resources, { prepared, table, target, stack }),
  ]);
  if (!after) return undefined;
  for (const one of second.diagnostics()) sink.report(one);
  if (sink.hasErrors()) return undefined;
  const { registered } = valued ?? after;
  const before = deployedSide(deployed, { after, valued: registered, table });
  const found = review(before, after, table);
  const verdicts = { ...found.verdicts, quota: await asked(found, { app, flags }) };
  return { ...compared({ ...found, verdicts }, { before, after, flags }), stale };
}

interface Comparing {
  readonly prepared: Prepared;
  readonly invocation: Invocation;
  /** Whose values count. */
  readonly stack?: string | undefined;
}

async function asked(
  { verdicts: { quota } }: Review,
  { app, flags }: Pick<Prepared, "app"> & { readonly flags: Flags },
): Promise<Review["verdicts"]["quota"]> {
  const target = targetName(app, flags);
  if (quota.length === 0 || target === undefined) return quota;
  const { allowed } = await deploymentOf(target, app?.settings.section(target));
  return withQuotas(quota, await allowed(quota.map(({ code }) => code)));
}

const targetName = (app: Prepared["app"], flags: Flags): string | undefined =>
  flags.value("target") ?? app?.settings.target;

interface Sides {
  readonly before: Side;
  readonly after: Side;
  readonly flags: Flags;
}

const compared = (found: Review, { before, after, flags }: Sides): Compared => ({
  ...found,
  from: before.label,
  to: after.label,
  open: found.decisions.filter(({ flag, name }) => !flags.values(flag).includes(name)),
  stale: [],
});

async function reviewTable(
  sides: readonly Prepared[],
  invocation: Invocation,
): Promise<ReviewTable | undefined> {
  const app = sides.flatMap((one) => one.app ?? [])[0];
  const settings = app?.settings ?? { name: "app", target: "aws", section: () => undefined };
  const target = await chooseTarget({ settings, sink: invocation.sink }, invocation);
  return target?.review();
}

function noteMissing({ label, infra }: Prepared, { components }: Side): void {
  if (infra === undefined) say(`There is no program in ${label}: everything counts as new.`);
  else if (components.length === 0)
    say(`The app of ${label} is not here or does not compile: code and Paths are left out.`);
}
