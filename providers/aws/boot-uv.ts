/**
 * `uv` for machines that run Python: it builds environments several times as fast as pip, which an image may lack. Its
 * wheel comes from the Python package index by the pip that is here, with its hash, when an app is first compiled.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Architecture, type BootArchive, bootArchive, cacheFolder } from "./boot-archive.ts";
import { uvVersion, uvWheels } from "./uv-version.ts";

/** Why it cannot be had; machines do without. */
export class NoUv extends Error {}

export const uvArchive = (architecture: Architecture): BootArchive =>
  bootArchive({
    ...{ program: "uv", version: uvVersion, architecture },
    bring: () => fetched(architecture),
  });

function fetched(architecture: Architecture): Buffer {
  mkdirSync(cacheFolder(), { recursive: true });
  const scratch = mkdtempSync(join(cacheFolder(), "uv-"));
  try {
    const { platform, sha256 } = uvWheels[architecture];
    const wanted = join(scratch, "requirements.txt");
    writeFileSync(wanted, `uv==${uvVersion} --hash=sha256:${sha256}\n`);
    const whose = ["--platform", platform, "--only-binary=:all:", "--no-deps"];
    const quietly = ["--quiet", "--disable-pip-version-check", "--no-input", "--retries", "1"];
    python(["-m", "pip", "download", ...quietly, ...whose, "--dest", scratch, "-r", wanted]);
    const wheel = readdirSync(scratch).find((name) => name.endsWith(".whl")) ?? "";
    python(["-c", unpack, join(scratch, wheel), join(scratch, "uv")]);
    return readFileSync(join(scratch, "uv"));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A wheel is a zip. */
const unpack = `import sys, zipfile
wheel, to = sys.argv[1:]
with zipfile.ZipFile(wheel) as files:
    name = next(one for one in files.namelist() if one.endswith(".data/scripts/uv"))
    open(to, "wb").write(files.read(name))
`;

function python(words: readonly string[]): void {
  const { status, stderr, error } = spawnSync("python3", words, { encoding: "utf8" });
  if (status === 0) return;
  const said = error?.message ?? stderr.trim().split("\n").at(-1) ?? "";
  throw new NoUv(said.replace(/^ERROR: |\.$/g, ""));
}
