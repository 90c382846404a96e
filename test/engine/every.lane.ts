/**
 * Every example and every sample of emitted programs on the engine: up, a preview that is empty, new code that touches
 * objects alone, destroy. The lanes look closer, at a few; this is run beside them, `npm run test:engine -- --every`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { appsUnderTest } from "../emit/compile-app.ts";
import { awsAt } from "./aws/clients.ts";
import { left } from "./aws/left.ts";
import { Checkout } from "./checkout.ts";
import { startEmulator } from "./emulator.ts";
import { partsOfLane } from "./ground.ts";
import { startProviderProcess } from "./provider-process.ts";
import { Stack } from "./stack.ts";

const root = join(import.meta.dirname, "../..");
const uploads = "aws:s3/bucketObjectv2:BucketObjectv2";

/** What stands here for each is in the sample's own tests, or in a lane. */
const leftOut: Readonly<Record<string, string>> = {
  boring: "it has lanes of its own",
  "quick-start": "it has lanes of its own",
  "own-account": "it names a network, a key and a file system that no emulated account has",
  "public-with-login": "it names a hosted zone and a user pool that no emulated account has",
};

const apps = appsUnderTest().map(({ name, entry }) => ({
  name,
  source: relative(root, dirname(entry)),
}));

describe("every app", () => {
  for (const { name } of apps.filter((app) => leftOut[app.name]))
    test.skip(`${name} (left out: ${leftOut[name]})`);

  test.concurrent.each(apps.filter(({ name }) => !leftOut[name]))(
    "$name goes up, changes and goes",
    async (app) => {
      const parts = partsOfLane();
      const emulator = await startEmulator(parts.python);
      const checkout = new Checkout(app);
      const ground = { ...parts, awsUrl: emulator.url, directory: checkout.directory };
      checkout.thunderhead("compile");
      const provider = await startProviderProcess(ground, { cwd: checkout.infra });
      try {
        const stack = new Stack({ ...ground, providerPort: provider.port }, checkout.infra);
        await life(stack, checkout);
        expect(await left(awsAt(emulator.url))).toEqual([]);
      } finally {
        provider.stop();
        await emulator.stop();
        checkout.remove();
      }
    },
  );
});

async function life(stack: Stack, checkout: Checkout): Promise<void> {
  await stack.create({ keepData: "false" });
  await stack.must("up", "--yes", "--skip-preview");
  expect(await stack.preview()).toEqual([]);
  changeCode(checkout);
  checkout.thunderhead("compile");
  const planned = await stack.preview();
  expect(new Set(planned.map(({ type }) => type))).toEqual(new Set([uploads]));
  await stack.must("up", "--yes", "--skip-preview");
  await stack.must("destroy", "--yes", "--skip-preview");
}

/** In the body of its first work. */
function changeCode({ app }: Checkout): void {
  const file = join(app, "app.ts");
  const text = readFileSync(file, "utf8");
  const changed = text.replace(
    /(extends (?:Work|PythonScript) \{.*?override async run\(.*?\) \{)/s,
    "$1 globalThis.console.log('changed');",
  );
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
}
