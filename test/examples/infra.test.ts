import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const examples = readdirSync(join(root, "examples"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe("the committed programs of the examples", () => {
  it.each(examples)("%s/infra is what its app compiles to", (example) => {
    const thunderhead = join(root, "bin", "thunderhead.mjs");
    // `UPDATE=1` accepts, as for samples: the diff of infra/ is then what there is to review.
    const flags = process.env["UPDATE"] ? [] : ["--check"];
    const { status, stderr } = spawnSync(
      process.execPath,
      [thunderhead, "compile", "app.ts", ...flags],
      { cwd: join(root, "examples", example), encoding: "utf8" },
    );
    expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  });
});
