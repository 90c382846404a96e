import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { localSecrets } from "#providers/local/runtime/secrets.ts";

it("reads secrets from the shell first, then from .env, anew each time", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "thunderhead-secrets-")), ".env");
  const secrets = localSecrets({ file, environment: { BOTH: "shell" } });
  expect(await secrets.read("TOKEN")).toBeUndefined();
  writeFileSync(file, '# kept out of git\nTOKEN="with spaces"\nBOTH=file\n');
  expect([
    await secrets.read("TOKEN"),
    await secrets.read("BOTH"),
    await secrets.read("OTHER"),
  ]).toEqual(["with spaces", "shell", undefined]);
});
