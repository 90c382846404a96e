import { type CollectingSink, collectingSink } from "#diagnostics/sink.ts";
import { readWords } from "../../compiler/cli/invocation.ts";
import { chooseSides } from "../../compiler/cli/review/choose.ts";
import { type Compared, compareSides } from "../../compiler/cli/review/compare-sides.ts";
import { inScratch } from "../../compiler/cli/review/scratch.ts";

/** `thunderhead diff --from before --to after` in this folder, without its output. */
export async function compareFolders(
  directory: string,
  words: readonly string[] = ["--from", "before", "--to", "after"],
): Promise<Compared> {
  const sink = collectingSink();
  const read = await readWords(["diff", ...words], sink);
  if (!read) throw refused(sink);
  const { argument, flags } = read;
  const invocation = { command: "diff", argument, flags, directory, sink };
  const compared = await inScratch(async (scratch) => {
    const origins = await chooseSides(invocation);
    return origins && compareSides(origins, { invocation, scratch });
  });
  if (!compared || sink.hasErrors()) throw refused(sink);
  return compared;
}

const refused = (sink: CollectingSink): Error =>
  new Error(JSON.stringify(sink.diagnostics(), undefined, 2));
