import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diskHost } from "#source/disk-host.ts";
import { textsBelow } from "../app-source.ts";
import type { Invocation } from "../invocation.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import { print } from "../render/print.ts";
import { chooseSides } from "../review/choose.ts";
import { type Compared, compareSides } from "../review/compare-sides.ts";
import { appFolder } from "../review/origin.ts";

/** What would change: both programs are run against a recorder, at the same time, and compared. */
export async function run(invocation: Invocation): Promise<number> {
  const { sink } = invocation;
  const directory = appFolder(invocation);
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), "thunderhead-diff-")));
  try {
    const origins = await chooseSides(invocation);
    const compared = origins && (await compareSides(origins, { invocation, scratch }));
    for (const one of compared?.stale ?? []) sink.report(one);
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
