import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { FileHost } from "./host.ts";

/** Folders nobody means when they ask for a project's files. */
const passedOver = new Set(["node_modules", ".git", ".thunderhead", "__pycache__", ".venv"]);

/** The files of this machine. */
export const diskHost: FileHost = {
  readText: (path) => readIfThere(() => readFileSync(path, "utf8")),
  readBytes: (path) => readIfThere(() => readFileSync(path)),
  isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  isDirectory: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  listFiles: (directory) => {
    const found = diskHost.isDirectory(directory) ? below(directory) : [];
    return found.map((path) => relative(directory, path).replaceAll("\\", "/")).sort();
  },
  names: (directory) => readIfThere(() => readdirSync(directory)) ?? [],
  ignoresCase: process.platform === "darwin" || process.platform === "win32",
};

function readIfThere<Content>(read: () => Content): Content | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && isAbsent(error.code)) return undefined;
    throw error;
  }
}

const isAbsent = (code: unknown): boolean =>
  code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR";

function below(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return passedOver.has(entry.name) ? [] : below(path);
    return entry.isFile() || entry.isSymbolicLink() ? [path] : [];
  });
}
