/** An app of 50 files: an entry, 24 stages of two works each, and 25 modules of what they share. */
export const appFiles: Readonly<Record<string, string>> = {
  "app.ts": entry(),
  ...Object.fromEntries(Array.from({ length: 24 }, (_, n) => [`stages/stage-${n}.ts`, stage(n)])),
  ...Object.fromEntries(
    Array.from({ length: 25 }, (_, n) => [`lib/settings-${n}.ts`, settings(n)]),
  ),
};

/** The file that is saved: a stage's port stands in it, behind a helper and a spread. */
export const saved = "lib/settings-7.ts";
export const savedText = (port: number): string => settings(7, port);

function entry(): string {
  const all = Array.from({ length: 24 }, (_, n) => n);
  return `import { App, Flow } from "thunderhead";
${all.map((n) => `import { Stage${n} } from "./stages/stage-${n}.ts";`).join("\n")}

class Root extends Flow {
${all.map((n) => `  stage${n} = new Stage${n}();`).join("\n")}

  override async run() {
    await Promise.all([${all.map((n) => `this.stage${n}.run()`).join(", ")}]);
  }
}

export default new App(new Root());
`;
}

function stage(n: number): string {
  return `import { writeFile } from "node:fs/promises";
import { CloudCompute, Flow, Path, Work } from "thunderhead";
import { label, settings } from "../lib/settings-${n}.ts";

class Train${n} extends Work {
  model = new Path(\`model-\${settings.rate}.bin\`);
  constructor() {
    super({ cloudCompute: new CloudCompute(settings.compute) });
  }
  override async run(seed: number) {
    await writeFile(this.model.local, label(seed));
  }
}

class Serve${n} extends Work {
  constructor() {
    super({ ...settings.service });
  }
  override async run(model: Path) {
    console.log(model.local, this.port);
  }
}

export class Stage${n} extends Flow {
  train = new Train${n}();
  serve = new Serve${n}();

  override async run() {
    await this.train.run(${n});
    await this.serve.run(this.train.model);
  }
}
`;
}

function settings(n: number, port = 8000 + n): string {
  const base =
    n % 5 === 0 ? "" : `import { settings as base } from "./settings-${n - (n % 5)}.ts";\n`;
  return `${base}
const sizes = { small: "cpu-small", large: "cpu-medium" } as const;

export const settings = {
  rate: ${n === 0 ? "0.1" : n % 5 === 0 ? "0.2" : `base.rate / ${(n % 5) + 1}`},
  compute: sizes[${n % 2 === 0} ? "small" : "large"],
  service: { port: ${port}, retries: 2 },
};

export const label = (seed: number): string => \`run \${seed} at \${settings.rate}\`;
`;
}
