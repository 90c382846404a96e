/** What `deploy`, `destroy` and `doctor` say where there is no engine to ask; with one: test/engine. */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { mendState } from "../../compiler/cli/engine/mend-state.ts";
import { scratch, thunderhead } from "./thunderhead.ts";

/** No `pulumi`, nobody's credentials, and nothing that answers. */
const bare = {
  PATH: dirname(process.execPath),
  HOME: "/nonexistent",
  AWS_ENDPOINT_URL: "http://127.0.0.1:1",
  AWS_ACCESS_KEY_ID: "nobody",
  AWS_SECRET_ACCESS_KEY: "nothing",
  AWS_EC2_METADATA_DISABLED: "true",
};

describe("without pulumi", () => {
  test("deploy compiles, and says how to install it", async () => {
    using app = await scratch({}, { example: "boring" });
    const { code, stdout, stderr } = await thunderhead(["deploy", "--stack", "dev", "--yes"], {
      cwd: app.path,
      env: bare,
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("deploy/no-pulumi");
  });

  test("destroy says what is not there", async () => {
    using app = await scratch({}, { example: "boring" });
    const { code, stderr } = await thunderhead(["destroy"], { cwd: app.path, env: bare });
    expect(code).toBe(2);
    expect(stderr).toContain("cli/no-infra");
  });

  test("open says what is not there", async () => {
    using app = await scratch({}, { example: "boring" });
    const { code, stdout, stderr } = await thunderhead(["open", "--stack", "dev"], {
      cwd: app.path,
      env: bare,
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("cli/no-infra");
  });

  test("doctor marks what is missing, each with what mends it, and fails", async () => {
    using app = await scratch({}, { example: "boring" });
    const { code, stdout, stderr } = await thunderhead(["doctor"], { cwd: app.path, env: bare });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/✗ pulumi .*\n.*get\.pulumi\.com/);
    expect(stderr).toMatch(/✗ credentials .*\n.*AWS_ENDPOINT_URL/);
    expect(stderr).toMatch(/✓ node/);
  });

  test("doctor --json is one document", async () => {
    using app = await scratch({}, { example: "boring" });
    const { code, stdout } = await thunderhead(["doctor", "--json"], { cwd: app.path, env: bare });
    expect(code).toBe(1);
    const { version, checks } = JSON.parse(stdout);
    expect(version).toBe(1);
    const pulumi = checks.find((one: { name: string }) => one.name === "pulumi");
    expect(pulumi).toMatchObject({ state: "bad", fix: expect.stringContaining("pulumi") });
  });
});

test("an app with errors is not deployed", async () => {
  using app = await scratch({ "app.ts": "export default 1;\n" });
  const { code } = await thunderhead(["deploy"], { cwd: app.path, env: bare });
  expect(code).toBe(2);
});

test("an empty file that a killed engine left in a folder of state is removed, and no other", async () => {
  using folder = await scratch({
    ".pulumi/stacks/boring/dev.json": "{}",
    ".pulumi/stacks/boring/dev.json.attrs": "",
    ".pulumi/stacks/boring/prod.json.attrs": "{}",
  });
  expect(mendState(`file://${folder.path}?no_tmp_dir=true`)).toBe(1);
  expect(readdirSync(join(folder.path, ".pulumi/stacks/boring")).sort()).toEqual([
    "dev.json",
    "prod.json.attrs",
  ]);
  expect(mendState("s3://bucket")).toBe(0);
});
