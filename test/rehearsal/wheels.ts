/** The Python packages that an app's works need, fetched once by pip into the user's cache: machines reach nothing else. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { Manifest } from "#protocol/manifest.ts";
import { lockedPackages, parseLocked } from "#protocol/requirements.ts";

/** Prefix of the Python that stands for the image's own. */
export function imagePython(): string {
  const asked = spawnSync("python3", ["-c", "import sys; print(sys.prefix)"], { encoding: "utf8" });
  return asked.stdout.trim();
}

export function wheelsFor(infra: string, python: string): string {
  const requirements = requirementsIn(infra);
  const digest = createHash("sha256")
    .update(JSON.stringify([python, requirements]))
    .digest("hex");
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const folder = join(cache, "thunderhead", "rehearsal", `wheels-${digest.slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  if (requirements.length > 0) {
    const download = ["-m", "pip", "download", "--quiet", "--dest", making, ...requirements];
    const { status } = spawnSync(join(python, "bin/python3"), download, {
      stdio: ["ignore", 2, 2],
    });
    if (status !== 0) throw new Error(`pip could not fetch ${requirements.join(", ")}.`);
  }
  renameSync(making, folder);
  return folder;
}

/** As locked, without what is for other Pythons and systems; else as asked for. */
function requirementsIn(infra: string): readonly string[] {
  const lock = join(dirname(infra), "requirements.lock");
  if (existsSync(lock))
    return [...new Set(parseLocked(readFileSync(lock, "utf8")).flatMap(lockedPackages))].sort();
  const all = manifestIn(infra).works.flatMap(({ python, settings }) => [
    ...(python?.requirements ?? []),
    ...settings.build.requirements,
  ]);
  return [...new Set(all)].sort();
}

/** Of the last compile. */
export function manifestIn(infra: string): Manifest {
  const bundles = join(infra, "bundles");
  const file = readdirSync(bundles).find((name) => /^manifest-.*\.json$/.test(name)) ?? "";
  return JSON.parse(readFileSync(join(bundles, file), "utf8"));
}
