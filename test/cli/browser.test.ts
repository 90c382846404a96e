import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { scratch } from "./thunderhead.ts";

const program = fileURLToPath(new URL("../../bin/thunderhead.mjs", import.meta.url));

/** Stands where a desktop's opener would, and notes what it was asked to open. */
const opener = '#!/bin/sh\necho "$1" > "$OPENED"\n';

const app = `import { App, Flow } from "thunderhead";
class Root extends Flow {
  override async run() {
    await this.sleep("a moment", "2s");
  }
}
export default new App(new Root());
`;

/** `script` gives the command a terminal, without which no page opens. */
test.skipIf(process.platform !== "linux" || !existsSync("/usr/bin/script"))(
  "the page opens by the link that lets it write, and the plain address is printed",
  async () => {
    using folder = await scratch({ "app.ts": app, "bin/xdg-open": opener });
    const opened = join(folder.path, "opened");
    await promisify(execFile)("chmod", ["+x", join(folder.path, "bin/xdg-open")]);
    const { CI: _, ...inherited } = process.env;
    const { stdout } = await promisify(execFile)(
      "/usr/bin/script",
      ["-qec", `"${process.execPath}" "${program}" run`, "/dev/null"],
      {
        cwd: folder.path,
        env: {
          ...inherited,
          PATH: `${join(folder.path, "bin")}:${process.env["PATH"]}`,
          DISPLAY: ":99",
          NO_COLOR: "1",
          OPENED: opened,
        },
      },
    );
    const [, address] = /console +(http:\S+)/.exec(stdout) ?? [];
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(readFileSync(opened, "utf8")).toMatch(/\/\?token=[\w-]{32}\n$/);
    expect(readFileSync(opened, "utf8")).toContain(`${address}/?token=`);
    expect(stdout).not.toContain("token");
  },
);
