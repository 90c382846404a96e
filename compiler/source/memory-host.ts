import type { FileHost } from "./host.ts";

/** Files that are nowhere but here, by absolute path: for tests and editors. What is absent is asked of `below`. */
export function memoryHost(files: Readonly<Record<string, string>>, below?: FileHost): FileHost {
  const paths = Object.keys(files);
  const has = (path: string) => Object.hasOwn(files, path);
  return {
    readText: (path) => files[path] ?? below?.readText(path),
    readBytes: (path) =>
      has(path) ? new TextEncoder().encode(files[path]) : below?.readBytes(path),
    isFile: (path) => has(path) || (below?.isFile(path) ?? false),
    isDirectory: (path) =>
      paths.some((other) => other.startsWith(`${path}/`)) || (below?.isDirectory(path) ?? false),
    listFiles: (directory) => {
      const own = paths.flatMap((path) =>
        path.startsWith(`${directory}/`) ? [path.slice(directory.length + 1)] : [],
      );
      return [...new Set([...own, ...(below?.listFiles(directory) ?? [])])].sort();
    },
    names: (directory) => {
      const own = paths.flatMap((path) =>
        path.startsWith(`${directory}/`)
          ? (path.slice(directory.length + 1).split("/")[0] ?? [])
          : [],
      );
      return [...new Set([...own, ...(below?.names(directory) ?? [])])];
    },
    ignoresCase: below?.ignoresCase ?? false,
  };
}
