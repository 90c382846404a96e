import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReviewTable } from "#plan/review.ts";
import { type Review, review } from "#review/review.ts";
import type { Side } from "#review/side.ts";
import { diskHost } from "#source/disk-host.ts";
import { textsBelow } from "../app-source.ts";
import type { Invocation } from "../invocation.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import { print, say } from "../render/print.ts";
import { chooseSides, type Origin } from "../review/choose.ts";
import { type Prepared, prepare } from "../review/prepare.ts";
import { runSide } from "../review/side.ts";
import { chooseTarget } from "../target.ts";

/** What would change: both programs are run against a recorder, at the same time, and compared. */
export async function run(invocation: Invocation): Promise<number> {
  const { sink, directory, flags } = invocation;
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), "thunderhead-diff-")));
  try {
    const origins = await chooseSides(invocation);
    const compared = origins && (await compareSides(origins, { invocation, scratch }));
    await printDiagnostics(sink.diagnostics(), {
      directory,
      texts: textsBelow(directory, diskHost),
    });
    if (!compared || sink.hasErrors()) return 2;
    await printReview(compared, invocation);
    return compared.open.length > 0 ? 4 : 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

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

async function compareSides(
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
  for (const prepared of [was, is]) noteMissing(prepared);
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

function noteMissing({ label, infra, compiled }: Prepared): void {
  if (infra === undefined) say(`There is no program in ${label}: everything counts as new.`);
  else if (!compiled)
    say(`The app of ${label} is not here or does not compile: code and Paths are left out.`);
}

async function printReview(compared: Compared, { flags }: Invocation): Promise<void> {
  if (flags.has("json")) {
    const { reviewJson } = await import("../render/review-json.ts");
    print(`${JSON.stringify(reviewJson(compared), undefined, 2)}\n`);
  } else if (flags.has("markdown")) {
    const { reviewMarkdown } = await import("../render/review-markdown.ts");
    print(reviewMarkdown(compared, { stack: flags.value("stack") }));
  } else {
    const { reviewText } = await import("../render/review-text.ts");
    const { paintOut } = await import("../render/print.ts");
    const width = Math.max(80, process.stdout.columns ?? 120);
    print(reviewText(compared, { paint: paintOut, width }));
  }
}
