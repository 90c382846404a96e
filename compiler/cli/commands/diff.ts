import { diskHost } from "#source/disk-host.ts";
import { textsBelow } from "../app-source.ts";
import type { Invocation } from "../invocation.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import { print } from "../render/print.ts";
import { chooseSides } from "../review/choose.ts";
import { type Compared, compareSides } from "../review/compare-sides.ts";
import { appFolder } from "../review/origin.ts";
import { inScratch } from "../review/scratch.ts";

/** What would change: both programs are run against a recorder, at the same time, and compared. */
export const run = (invocation: Invocation): Promise<number> =>
  inScratch(async (scratch) => {
    const { sink } = invocation;
    const directory = appFolder(invocation);
    const origins = await chooseSides(invocation);
    const compared = origins && (await compareSides(origins, { invocation, scratch }));
    await printDiagnostics(sink.diagnostics(), {
      directory,
      texts: textsBelow(directory, diskHost),
    });
    if (!compared || sink.hasErrors()) return 2;
    await printReview(compared, invocation);
    return compared.open.length > 0 ? 4 : 0;
  });

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
