import { cpSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import * as components from "#components/index.ts";
import { freeExports } from "#emit/bundle-build.ts";
import * as sdk from "#sdk/index.ts";
import { buildAll, LaunchedApp, sampleApp } from "./launch.ts";

describe("asset() and StaticWeb", () => {
  beforeAll(buildAll);

  it("are resolved against the file that says them, in folders and in packages", async () => {
    using app = sampleApp("assets");
    cpSync(join(app.directory, "package"), join(app.directory, "node_modules/teller"), {
      recursive: true,
    });
    await using launch = new LaunchedApp(app.directory);
    const address = await launch.until(() => launch.of("listening")[0]?.url, "the address");
    await launch.stage("teller", "succeeded");
    let site: string | undefined;
    while (site === undefined) {
      const layout = await (await fetch(`${address}/api/v1/layout`)).text();
      site = /"url":"(http[^"]+)"/.exec(layout)?.[1];
    }
    expect(await (await fetch(site)).text()).toBe("<h1>lib page</h1>");
    launch.signal("SIGINT");
    await launch.exited;
    expect(launch.of("exit")[0]?.components["root"]?.state).toEqual({
      said: JSON.stringify([[true, "from lib"], "from the package"]),
    });
  });

  it("leaves nothing out of what a module in a folder may import", () => {
    const exported = [...Object.keys(sdk), ...Object.keys(components)].toSorted();
    expect([...freeExports, "StaticWeb", "asset"].toSorted()).toEqual(exported);
  });
});
