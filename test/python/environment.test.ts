import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { prepareEnvironment } from "#environment/environment.ts";

const directory = mkdtempSync(join(tmpdir(), "thunderhead-environment-"));

/** A package made here: what is tested is the building, not the network. */
function localPackage(name: string): string {
  const folder = join(directory, name);
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "__init__.py"), "answer = 42\n");
  writeFileSync(
    join(folder, "backend.py"),
    `import os, zipfile
def build_wheel(where, config_settings=None, metadata_directory=None):
    name = "${name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(where, name), "w") as wheel:
        wheel.writestr("${name}/__init__.py", "answer = 42\\n")
        wheel.writestr("${name}-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: ${name}\\nVersion: 1.0\\n")
        wheel.writestr("${name}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: here\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("${name}-1.0.dist-info/RECORD", "")
    return name
`,
  );
  writeFileSync(
    join(folder, "pyproject.toml"),
    `[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n[project]\nname = "${name}"\nversion = "1.0"\n`,
  );
  return folder;
}

const environmentWith = (cache: string, more: Readonly<Record<string, string>> = {}) => ({
  ...process.env,
  XDG_CACHE_HOME: join(directory, cache),
  ...more,
});

describe("Python environments", () => {
  it("builds once, says so, and answers at once the second time", async () => {
    const requirements = [localPackage("oncepkg")];
    const environment = environmentWith("once");
    const said: string[] = [];
    const first = await prepareEnvironment(
      { requirements },
      { environment, onProgress: (line) => said.push(line) },
    );
    expect(said[0]).toMatch(/^Building a Python 3\.\d+\.\d+ environment with .*oncepkg \(once\)$/);
    expect(
      execFileSync(first.interpreter, ["-c", "import oncepkg; print(oncepkg.answer)"], {
        encoding: "utf8",
      }).trim(),
    ).toBe("42");

    said.length = 0;
    const started = performance.now();
    expect(
      await prepareEnvironment(
        { requirements: [...requirements, ...requirements] },
        { environment, onProgress: (line) => said.push(line) },
      ),
    ).toEqual(first);
    expect(performance.now() - started).toBeLessThan(100);
    expect(said).toEqual([]);

    // A build that was cut short has no mark of being whole.
    rmSync(join(first.interpreter, "../../thunderhead.json"));
    await prepareEnvironment(
      { requirements },
      { environment, onProgress: (line) => said.push(line) },
    );
    expect(said[0]).toMatch(/^Building/);
  });

  it("lets two builders of one environment build it once", async () => {
    const requirements = [localPackage("bothpkg")];
    const environment = environmentWith("both");
    const said: string[] = [];
    const build = () =>
      prepareEnvironment({ requirements }, { environment, onProgress: (line) => said.push(line) });
    const [one, two] = await Promise.all([build(), build()]);
    expect(one).toEqual(two);
    expect(said.filter((line) => line.startsWith("Building a Python"))).toHaveLength(1);
    expect(said.filter((line) => line.startsWith("Waiting"))).toHaveLength(1);
  });

  it("leaves nothing of a build that failed, and repeats what the builder said", async () => {
    const environment = environmentWith("broken");
    const requirements = [join(directory, "there-is-no-such-folder")];
    await expect(prepareEnvironment({ requirements }, { environment })).rejects.toThrow(
      /could not be built: .* ended with exit code \d+\. It said:\n.*there-is-no-such-folder/s,
    );
    const left = readdirSync(join(directory, "broken/thunderhead/python")).filter(
      (name) => !name.endsWith(".lock"),
    );
    expect(left).toEqual([]);
  });

  it("takes the system's Python where nothing is required", async () => {
    const { interpreter } = await prepareEnvironment(
      { requirements: [] },
      { environment: environmentWith("none") },
    );
    expect(existsSync(join(directory, "none"))).toBe(false);
    expect(execFileSync(interpreter, ["-c", "print(1)"], { encoding: "utf8" }).trim()).toBe("1");
  });

  it("says what to install where there is no Python, or only an old or another one", async () => {
    await expect(
      prepareEnvironment(
        { requirements: [] },
        { environment: { ...environmentWith("x"), PATH: "/nowhere" } },
      ),
    ).rejects.toThrow(/Python 3\.9 or later is needed, and there is none on the PATH\. Install it/);
    const old = join(directory, "old");
    mkdirSync(old);
    writeFileSync(
      join(old, "python3"),
      `#!/bin/sh\nprintf '/opt/old/python3\\n3.6.9\\ncpython-36\\n'\n`,
    );
    chmodSync(join(old, "python3"), 0o755);
    await expect(
      prepareEnvironment(
        { requirements: [] },
        { environment: { ...environmentWith("x"), PATH: old } },
      ),
    ).rejects.toThrow(/the PATH has only 3\.6\.9 at \/opt\/old\/python3/);
    await expect(
      prepareEnvironment(
        { requirements: [], python: "3.99" },
        { environment: environmentWith("x") },
      ),
    ).rejects.toThrow(/Python 3\.99 is needed, and the PATH has only 3\./);
  });
});
