import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { InternalError } from "#diagnostics/sink.ts";

/** What git says, without its last line break; `undefined` where it fails or is not there. */
export async function git(
  directory: string,
  ...words: readonly string[]
): Promise<string | undefined> {
  const child = spawn("git", words, { cwd: directory, stdio: ["ignore", "pipe", "ignore"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return (await ended(child)) === 0 ? text.replace(/\n$/, "") : undefined;
}

/**
 * Puts a folder as a revision has it into `target`: nothing of the repository is touched. False where the
 * revision has no such folder.
 */
export async function extractRevision(
  directory: string,
  { commit, target }: { readonly commit: string; readonly target: string },
): Promise<boolean> {
  const prefix = (await git(directory, "rev-parse", "--show-prefix")) ?? "";
  const tree = `${commit}:${prefix}`;
  if ((await git(directory, "cat-file", "-t", tree)) !== "tree") return false;
  mkdirSync(target, { recursive: true });
  // From the top: below it, git would look for the folder once more within itself.
  const archive = spawn("git", ["archive", "--format=tar", tree], {
    cwd: (await git(directory, "rev-parse", "--show-toplevel")) ?? directory,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const unpack = spawn("tar", ["-xf", "-", "-C", target], { stdio: ["pipe", "ignore", "ignore"] });
  archive.stdout.pipe(unpack.stdin);
  const codes = await Promise.all([ended(archive), ended(unpack)]);
  if (codes.some((code) => code !== 0))
    throw new InternalError(`\`git archive ${tree} | tar -x\` failed.`);
  return true;
}

const ended = (child: ReturnType<typeof spawn>): Promise<number> =>
  new Promise((resolve) => {
    child.on("error", () => resolve(1));
    child.on("close", (code) => resolve(code ?? 1));
  });
