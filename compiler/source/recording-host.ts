import type { FileHost } from "./host.ts";

/** What a reader asked of its host, so that it can be told when an answer would be another. */
export interface Asked {
  /** Files and folders, there or not. */
  readonly paths: ReadonlySet<string>;
  /** Folders of which all files below were asked for. */
  readonly listed: ReadonlySet<string>;
}

/** A host that notes what is asked of it; `onFirst` hears of each path before its first answer. */
export function recordingHost(
  below: FileHost,
  onFirst: (path: string) => void = () => {},
): { readonly host: FileHost; readonly asked: Asked } {
  const paths = new Set<string>();
  const listed = new Set<string>();
  const noting =
    <Answer>(ask: (path: string) => Answer) =>
    (path: string): Answer => {
      if (!paths.has(path)) onFirst(path);
      paths.add(path);
      return ask(path);
    };
  const host: FileHost = {
    readText: noting((path) => below.readText(path)),
    readBytes: noting((path) => below.readBytes(path)),
    isFile: noting((path) => below.isFile(path)),
    isDirectory: noting((path) => below.isDirectory(path)),
    listFiles: (directory) => {
      listed.add(directory);
      return below.listFiles(directory);
    },
    names: noting((directory) => below.names(directory)),
    ignoresCase: below.ignoresCase,
  };
  return { host, asked: { paths, listed } };
}
