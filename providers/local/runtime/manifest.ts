import { join } from "node:path";
import type { VersionManifest } from "#protocol/call.ts";
import { mapFiles } from "./concurrency.ts";
import { digestOf, smallFile } from "./digest.ts";
import { listTree, type TreeFile } from "./tree.ts";

type ManifestFile = VersionManifest["files"][number];

/** What a tree holds: sizes always, digests of small files, of all with `verify: "full"`; `undefined` when nothing is there. */
export async function manifestOf(
  root: string,
  verify: "full" | "size",
): Promise<VersionManifest | undefined> {
  const files = await listTree(root);
  if (files === undefined) return undefined;
  const described = await mapFiles(files, async (file): Promise<ManifestFile> => {
    const digested = verify === "full" || file.size < smallFile;
    return digested ? { ...file, sha256: await digestOf(place(root, file)) } : file;
  });
  return { files: described, size: files.reduce((sum, { size }) => sum + size, 0) };
}

/** What of a manifest is not as it says at `root`, in words; `undefined` when all is well. */
export async function mismatch(
  root: string,
  manifest: VersionManifest,
  verify: "full" | "size",
): Promise<string | undefined> {
  const found = await listTree(root);
  if (found === undefined) return "nothing is there";
  const sizes = new Map(found.map((file) => [file.path, file.size]));
  const wrong = await mapFiles(manifest.files, (file) =>
    fileMismatch({ root, file, size: sizes.get(file.path), verify }),
  );
  return wrong.find((one) => one !== undefined);
}

interface FileCheck {
  readonly root: string;
  readonly file: ManifestFile;
  readonly size: number | undefined;
  readonly verify: "full" | "size";
}

async function fileMismatch({ root, file, size, verify }: FileCheck): Promise<string | undefined> {
  const name = file.path === "" ? "the file" : file.path;
  if (size === undefined) return `${name} is missing`;
  if (size !== file.size) return `${name} has ${size} bytes instead of ${file.size}`;
  const digested = file.sha256 !== undefined && (verify === "full" || file.size < smallFile);
  if (digested && (await digestOf(place(root, file))) !== file.sha256)
    return `${name} has other content than was published`;
  return undefined;
}

/** Whether `root` holds byte for byte what `earlier` at `earlierRoot` does. Reads contents only where all names and sizes agree. */
export async function sameContent(now: Contents, earlier: Contents): Promise<boolean> {
  if (now.manifest.files.length !== earlier.manifest.files.length) return false;
  const pairs = now.manifest.files.map((file, index) => ({
    file,
    other: earlier.manifest.files[index],
  }));
  if (pairs.some(({ file, other }) => file.path !== other?.path || file.size !== other.size))
    return false;
  for (const { file, other } of pairs) {
    if (other === undefined) return false;
    if ((await digest(now.root, file)) !== (await digest(earlier.root, other))) return false;
  }
  return true;
}

export interface Contents {
  readonly root: string;
  readonly manifest: VersionManifest;
}

const digest = async (root: string, file: ManifestFile): Promise<string> =>
  file.sha256 ?? (await digestOf(place(root, file)));

const place = (root: string, file: TreeFile): string =>
  file.path === "" ? root : join(root, file.path);
