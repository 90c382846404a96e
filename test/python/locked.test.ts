import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { lockedIn, prepareEnvironment } from "#environment/environment.ts";
import { findPython } from "#environment/python.ts";
import { uvFolder } from "./uv.ts";
import { makeWheel } from "./wheel.ts";

const directory = mkdtempSync(join(tmpdir(), "thunderhead-locked-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const wheels = join(directory, "wheels");
const hash = makeWheel(wheels, { name: "herepkg" });
makeWheel(wheels, { name: "herepkg", version: "2.0" });

const { PATH = "", ...rest } = process.env;
const cached = (cache: string) => ({ ...rest, XDG_CACHE_HOME: join(directory, cache) });
const installers = {
  pip: { ...cached("pip"), PATH },
  uv: { ...cached("uv"), PATH: `${uvFolder()}${delimiter}${PATH}` },
};

const asked = { requirements: ["herepkg"] };
const bundled = (digest: string) => `# herepkg for Python 3.9
--no-index
--find-links ${wheels}
herepkg==1.0 \\
    --hash=sha256:${digest}
`;

test.each(["pip", "uv"] as const)("%s installs what is locked and nothing else", async (name) => {
  const environment = installers[name];
  const said: string[] = [];
  const { interpreter } = await prepareEnvironment(
    { ...asked, locked: lockedIn(bundled(hash), asked) },
    { environment, onProgress: (line) => said.push(line) },
  );
  expect(said[0]).toMatch(/with herepkg as locked \(once\)$/);
  const program = "import herepkg; print(herepkg.version)";
  expect(execFileSync(interpreter, ["-c", program], { encoding: "utf8" }).trim()).toBe("1.0");

  const wrong = lockedIn(bundled("0".repeat(64)), asked);
  await expect(prepareEnvironment({ ...asked, locked: wrong }, { environment })).rejects.toThrow(
    /could not be built: .* It said:\n.*hash/is,
  );
  const places = readdirSync(join(environment.XDG_CACHE_HOME, "thunderhead/python"));
  expect(places.filter((place) => /^[0-9a-f]{16}$/.test(place))).toHaveLength(1);
});

test("a lock is found by what is asked for, in any order, and for the Python that is asked for", () => {
  const text = `# a, b for Python 3.11\nb==1\n\n# a, b for Python 3.12\nb==2\n`;
  const found = (requirements: readonly string[], python?: string) =>
    lockedIn(text, { requirements, python })?.text;
  expect(found(["b", "a", "b"])).toBe("b==1\n");
  expect(found(["a", "b"], "3.12")).toBe("b==2\n");
  expect(found(["a", "b"], "3.13")).toBeUndefined();
  expect(found(["a"])).toBeUndefined();
  expect(lockedIn("a\nb\n", { requirements: ["a", "b"] })).toBeUndefined();
});

test("a Python is found that the lock is good for", async () => {
  const folder = join(directory, "bin");
  mkdirSync(folder);
  for (const [name, version] of [
    ["python3", "3.9.25"],
    ["python3.12", "3.12.3"],
  ] as const) {
    const words = `#!/bin/sh\nprintf '/usr/bin/${name}\\n${version}\\nabi-${version}\\n'\n`;
    writeFileSync(join(folder, name), words);
    chmodSync(join(folder, name), 0o755);
  }
  const environment = { ...cached("none"), PATH: folder };
  const version = async (wanted: Parameters<typeof findPython>[0]) =>
    (await findPython(wanted, environment)).version;
  expect(await version({})).toBe("3.9.25");
  expect(await version({ atLeast: "3.9" })).toBe("3.9.25");
  expect(await version({ atLeast: "3.12" })).toBe("3.12.3");
  await expect(version({ atLeast: "3.13" })).rejects.toThrow(
    "Python 3.13 or later, for which its requirements are locked, is needed",
  );
});
