/**
 * Finds the Chromium that the browser tests drive, or installs Debian's where this may be done. Plain
 * JavaScript, because it runs before anything is built. Prints where it is; exits 1, and says how to get
 * one, when there is none to be had. Browser downloads of test tools are left alone: a distribution's
 * Chromium gets its security updates with the rest of the machine.
 *
 *   node setup/chromium.mjs          find it, or install it where that is possible without asking
 *   node setup/chromium.mjs --find   only find it
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const packages = ["chromium", "fonts-dejavu-core"];

const found = find() ?? (process.argv.includes("--find") ? undefined : install());
if (found === undefined) {
  process.stderr.write(
    "There is no Chromium here, so the browser tests cannot run. " +
      `On Debian or Ubuntu: sudo apt-get install ${packages.join(" ")}. ` +
      "Elsewhere: install Chromium or Chrome, and set CHROMIUM to its path.\n",
  );
  process.exit(1);
}
process.stdout.write(`${found}\n`);

function find() {
  const named = process.env.CHROMIUM;
  if (named) return isProgram(named) ? named : undefined;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome"];
  return ["/usr/bin/chromium", ...names.flatMap((name) => folders.map((f) => join(f, name)))].find(
    isProgram,
  );
}

function install() {
  if (process.env.CHROMIUM || process.getuid?.() !== 0 || !isDebian()) return undefined;
  process.stderr.write("Installing Chromium for the browser tests (apt-get, once)\n");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env, stdio: ["ignore", "ignore", "inherit"] };
  const updated = spawnSync("apt-get", ["update", "-qq"], options);
  if (updated.status !== 0) return undefined;
  spawnSync("apt-get", ["install", "-qq", "-y", "--no-install-recommends", ...packages], options);
  return find();
}

function isDebian() {
  const release = "/etc/os-release";
  return (
    existsSync(release) && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync(release, "utf8"))
  );
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
