import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { launchConfig } from "#protocol/launch-config.ts";
import { type Manifest, manifestVersion } from "#protocol/manifest.ts";
import { openLaunch, removeOldLaunches } from "#providers/local/runtime/launch.ts";

const home = () => mkdtempSync(join(tmpdir(), "thunderhead-launches-"));

describe("launch folders", () => {
  it("are kept for the last ten, and say when the one before was cut short", async () => {
    const at = home();
    for (let n = 10; n < 23; n++) {
      mkdirSync(join(at, "launches", `202601${n}-000000-aaaa`), { recursive: true });
      if (n < 22) writeFileSync(join(at, "launches", `202601${n}-000000-aaaa`, "ended"), "");
    }
    const launch = openLaunch(at, undefined);
    expect(launch).toMatchObject({ resumed: false, cutShort: "20260122-000000-aaaa" });
    await removeOldLaunches(at, launch.id);
    expect(readdirSync(join(at, "launches"))).toHaveLength(10);
    expect(() => openLaunch(at, "20260120-000000-aaaa")).toThrow(/has come to its end/);
    expect(openLaunch(at, "20260122-000000-aaaa")).toMatchObject({ resumed: true });
  });
});

describe("configuration of a launch", () => {
  const config: Manifest["config"] = [
    { name: "lr", type: "number", fallback: 0.1 },
    { name: "size", type: "oneOf", values: ["s", "l"], fallback: "s" },
  ];
  const manifest: Manifest = {
    version: manifestVersion,
    app: { name: "a", title: "A", entry: "app.ts" },
    flow: { directory: "flow", hash: "" },
    ...{ components: [], works: [], maps: [], paths: [], reads: {}, secrets: [], renamed: {} },
    config,
  };

  it("is what was given, checked by its type, else the app's fallback", () => {
    expect(launchConfig(manifest, { lr: "0.5" })).toEqual({ lr: 0.5, size: "s" });
    expect(() => launchConfig(manifest, { lr: "fast" })).toThrow(/lr is a number/);
    expect(() => launchConfig(manifest, { size: "m" })).toThrow(/one of s, l/);
    expect(() => launchConfig(manifest, { rate: 1 })).toThrow(/reads no configuration named rate/);
  });
});
