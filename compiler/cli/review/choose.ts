import { resolve } from "node:path";
import { cliNoRevision, cliWrongArgument } from "#diagnostics/catalogue.gen.ts";
import { diskHost } from "#source/disk-host.ts";
import type { Invocation } from "../invocation.ts";
import { git } from "./checkout.ts";
import { deployedOrigin } from "./deployed.ts";
import { appFolder, lastCompile, type Origin, workingTree } from "./origin.ts";

/**
 * `a..b` two revisions, `a...b` from where they parted, `a` from there to the working tree; without an
 * argument from what `--stack` has deployed, from HEAD, or from the last compile where HEAD has no infra/.
 * `--from` and `--to` name folders.
 */
export async function chooseSides(
  invocation: Invocation,
): Promise<readonly [Origin, Origin] | undefined> {
  const { flags, argument } = invocation;
  const directory = appFolder(invocation);
  const folders = [flags.value("from"), flags.value("to")] as const;
  if (folders.some((one) => one !== undefined)) return fromFolders(invocation, folders);
  if (flags.has("last-compile")) return [lastCompile, workingTree];
  if (argument === undefined) {
    return [(await deployedOrigin(invocation)) ?? (await lastKnown(directory)), workingTree];
  }
  const range = /^(.*?)(\.{2,3})(.*)$/.exec(argument);
  if (!range) {
    const one = await revision(argument, invocation);
    return one && [one, workingTree];
  }
  const [, left = "", dots = "", right = ""] = range;
  const [from, to] = await Promise.all([
    revision(left || "HEAD", invocation),
    revision(right || "HEAD", invocation),
  ]);
  if (!from || !to || from.kind !== "revision" || to.kind !== "revision") return undefined;
  const parted = dots === "..." ? await git(directory, "merge-base", from.commit, to.commit) : "";
  return [parted ? { ...from, commit: parted } : from, to];
}

async function lastKnown(directory: string): Promise<Origin> {
  const commit = await git(directory, "rev-parse", "--verify", "--quiet", "HEAD^{commit}");
  const prefix = await git(directory, "rev-parse", "--show-prefix");
  const program = `${commit}:${prefix ?? ""}infra/Pulumi.yaml`;
  const isThere = commit !== undefined && (await git(directory, "cat-file", "-t", program));
  return isThere ? { kind: "revision", label: "HEAD", commit } : lastCompile;
}

async function revision(name: string, invocation: Invocation): Promise<Origin | undefined> {
  const verify = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
  const commit = await git(appFolder(invocation), ...verify);
  if (commit !== undefined) return { kind: "revision", label: name, commit };
  invocation.sink.report(cliNoRevision(undefined, { revision: name }));
  return undefined;
}

function fromFolders(
  { argument, directory, sink, command }: Invocation,
  [from, to]: readonly [string | undefined, string | undefined],
): readonly [Origin, Origin] | undefined {
  const report = (detail: string): undefined => {
    sink.report(cliWrongArgument(undefined, { command, detail }));
  };
  if (argument !== undefined) return report("`--from` and `--to` stand in place of revisions");
  const missing = [from, to].find(
    (one) => one !== undefined && !diskHost.isDirectory(resolve(directory, one)),
  );
  if (missing !== undefined) return report(`\`${missing}\` is not a folder`);
  const side = (name: string): Origin => ({
    kind: "folder",
    label: name,
    directory: resolve(directory, name),
  });
  return [from === undefined ? lastCompile : side(from), to === undefined ? workingTree : side(to)];
}
