import type { Span } from "./span.ts";

/**
 * The only way the compiler reads files, so that a test, an editor and the command line can each hand in
 * their own. Paths are absolute with forward slashes.
 */
export interface FileHost {
  /** The text, or `undefined` where there is no such file. Other failures (permission, I/O) throw. */
  readText(path: string): string | undefined;
  readBytes(path: string): Uint8Array | undefined;
  isFile(path: string): boolean;
  isDirectory(path: string): boolean;
  /** Every file below a folder, relative to it, sorted; an empty list where there is no such folder. */
  listFiles(directory: string): readonly string[];
  /** What lies in a folder itself, files and folders, as they are spelled; an empty list where there is no such folder. */
  names(directory: string): readonly string[];
  /** `isFile` and its like may answer for a name in another case, as on macOS and Windows. */
  readonly ignoresCase: boolean;
}

/** Turns an absolute path into the form spans use: relative to the app's folder, forward slashes. */
export type Relativize = (absolute: string) => Span["file"];
