/** Programs that machines get from the app's bucket: zipped once into the user's cache, named by version, with their digest. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

export interface BootArchive {
  readonly name: string;
  /** Absolute. */
  readonly source: string;
  /** Of `boot.list`: what it is, its name, its sha-256. */
  readonly line: string;
}

/** As the boot script says `uname -m`, with `arm64` for `aarch64`. */
export type Architecture = "x86_64" | "arm64";

export interface ArchiveOf {
  /** `node` */
  readonly program: string;
  readonly version: string;
  readonly architecture: Architecture;
  /** Its executable; asked for once. */
  readonly bring: () => Uint8Array;
}

export function bootArchive({ program, version, architecture, bring }: ArchiveOf): BootArchive {
  const name = `${program}-${version}-${architecture}.gz`;
  const folder = join(cacheFolder(), "boot");
  const source = join(folder, name);
  const lineFile = `${source}.line`;
  if (!existsSync(lineFile)) {
    mkdirSync(folder, { recursive: true });
    const zipped = gzipSync(bring(), { level: 6 });
    const digest = createHash("sha256").update(zipped).digest("hex");
    writeWhole(source, zipped);
    writeWhole(lineFile, `${program}-${architecture} ${name} ${digest}`);
  }
  return { name, source, line: readFileSync(lineFile, "utf8") };
}

export const cacheFolder = (): string =>
  join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "thunderhead");

/** Two compiles at a time may make the same. */
function writeWhole(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}
