import { expect, test } from "vitest";
import { scratch, thunderhead } from "./thunderhead.ts";

const app = `import { App, Flow, secret, Work } from "thunderhead";
class Ask extends Work {
  constructor() {
    super({ env: { ASK_KEY: secret("ASK_KEY"), ASK_NAME: secret("ASK_NAME") } });
  }
  override async run() {
    return [process.env["ASK_KEY"], process.env["ASK_NAME"]].map((one) => one?.length);
  }
}
class Root extends Flow {
  ask = new Ask();
  override async run() {
    const [key, name] = await this.ask.run();
    this.stop(\`key of \${key}, name of \${name}\`);
  }
}
export default new App(new Root());
`;

const run = (cwd: string, env: Readonly<Record<string, string>> = {}) =>
  thunderhead(["run", "app.ts", "--no-open"], { cwd, env });

test("a run does not begin without a secret that a work is given", async () => {
  using folder = await scratch({ "app.ts": app, ".env": "ASK_NAME=Ada\n" });
  const { code, stderr } = await run(folder.path);
  expect(code).toBe(2);
  expect(stderr).toContain("The secret `ASK_KEY`, which `ask` needs, has no value here.");
  expect(stderr).toContain("app.ts:4:");
  expect(stderr).not.toContain("`ASK_NAME`");
});

test("it begins with one from the shell and one from `.env`", async () => {
  using folder = await scratch({ "app.ts": app, ".env": "ASK_NAME=Ada\n" });
  const { code, stdout, stderr } = await run(folder.path, { ASK_KEY: "12345" });
  expect(`${stdout}${stderr}`).toContain("key of 5, name of 3");
  expect(code).toBe(0);
});
