import { createHash, randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, mkdir, open, readFile, rename, stat, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { number, object, safeParse, string } from "valibot";
import { cacheDirectory } from "./environment-cache.ts";
import type { Python } from "./python.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const remembered = object({
  file: string(),
  mtime: number(),
  size: number(),
  inode: number(),
  python: object({ executable: string(), version: string(), abi: string() }),
});

/**
 * What an interpreter has said of itself, as long as its file stays the same: asking takes a tenth of a second,
 * and every run would. A script (a version manager's shim) may mean another interpreter tomorrow: it is asked.
 */
export async function rememberedPython(
  name: string,
  environment: Environment,
  ask: () => Promise<Python | undefined>,
): Promise<Python | undefined> {
  const found = process.platform === "win32" ? undefined : await onPath(name, environment);
  if (found === undefined) return ask();
  const place = join(cacheDirectory(environment), "python", `${hashOf(found.file)}.json`);
  const known = await read(place);
  if (known !== undefined && isSame(known, found)) return known.python;
  const python = await ask();
  if (python !== undefined) await write(place, { ...found, python }).catch(() => {});
  return python;
}

interface Found {
  readonly file: string;
  readonly mtime: number;
  readonly size: number;
  readonly inode: number;
}

const isSame = (one: Found, other: Found): boolean =>
  one.file === other.file &&
  one.mtime === other.mtime &&
  one.size === other.size &&
  one.inode === other.inode;

/** The program that the name means, where it is none that goes on to another. */
async function onPath(name: string, { PATH = "" }: Environment): Promise<Found | undefined> {
  for (const folder of PATH.split(delimiter).filter(Boolean)) {
    const file = join(folder, name);
    const there = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!there) continue;
    const { mtimeMs, size, ino, isFile } = await described(file);
    return isFile ? { file, mtime: mtimeMs, size, inode: ino } : undefined;
  }
  return undefined;
}

async function described(file: string) {
  const found = await stat(file);
  const { mtimeMs, size, ino } = found;
  return { mtimeMs, size, ino, isFile: found.isFile() && !(await isScript(file)) };
}

async function isScript(file: string): Promise<boolean> {
  const handle = await open(file, "r").catch(() => undefined);
  // What may be run and not read tells nothing of what it is.
  if (handle === undefined) return true;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead < 2 || buffer.toString("latin1") === "#!";
  } finally {
    await handle.close();
  }
}

const hashOf = (file: string): string =>
  `interpreter-${createHash("sha256").update(file).digest("hex").slice(0, 16)}`;

async function read(place: string) {
  const text = await readFile(place, "utf8").catch(() => "");
  const parsed = safeParse(remembered, parseJson(text));
  return parsed.success ? parsed.output : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Nobody reads half of it. */
async function write(place: string, known: Found & { readonly python: Python }): Promise<void> {
  await mkdir(join(place, ".."), { recursive: true });
  const part = `${place}.${randomBytes(4).toString("hex")}`;
  await writeFile(part, JSON.stringify(known));
  await rename(part, place);
}
