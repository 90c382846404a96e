import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ReviewTable } from "#plan/review.ts";
import { type Review, review } from "#review/review.ts";
import type { Side } from "#review/side.ts";
import type { Invocation } from "../invocation.ts";
import { say } from "../render/print.ts";
import { chooseTarget } from "../target.ts";
import type { Origin } from "./choose.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { runSide } from "./side.ts";

/** A review with the decisions that the command line has not taken yet. */
export interface Compared extends Review {
  readonly from: string;
  readonly to: string;
  readonly open: Review["decisions"];
}

interface Context {
  readonly invocation: Invocation;
  readonly scratch: string;
}

/** Prepares and runs both at the same time: each is a process of its own. */
export async function compareSides(
  origins: readonly [Origin, Origin],
  { invocation, scratch }: Context,
): Promise<Compared | undefined> {
  const { sink, flags } = invocation;
  const side = async (
    origin: Origin,
    name: string,
  ): Promise<readonly [Prepared, Side | undefined]> => {
    const own = join(scratch, name);
    mkdirSync(own, { recursive: true });
    const prepared = await prepare(origin, { invocation, scratch: own });
    const failed = origin.kind === "working tree" && sink.hasErrors();
    const stack = flags.value("stack");
    return [prepared, failed ? undefined : await runSide(prepared, { sink, stack })];
  };
  const [[was, before], [is, after]] = await Promise.all([
    side(origins[0], "before"),
    side(origins[1], "after"),
  ]);
  const table = await reviewTable([is, was], invocation);
  if (!before || !after || !table) return undefined;
  noteMissing(was, before);
  noteMissing(is, after);
  const found = review(before, after, table);
  const open = found.decisions.filter(({ flag, name }) => !flags.values(flag).includes(name));
  return { ...found, from: before.label, to: after.label, open };
}

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
