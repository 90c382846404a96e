import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { replay } from "#boot/controller/replay.ts";
import { pack } from "#compiler";
import { newLive } from "#controller/live.ts";
import { encodeLedger } from "#controller/snapshot.ts";
import { emptyLedger } from "#controller/state.ts";
import type { Journal } from "#core/bindings.ts";
import { collectingSink } from "#diagnostics/sink.ts";
import { awsReview } from "#providers/aws/review/review.ts";
import { localJournal } from "#providers/local/runtime/journal.ts";
import { openApp } from "../../compiler/cli/app-source.ts";
import { reportStaleCode, staleCode } from "../../compiler/cli/launches/stale-code.ts";
import { staleInStack } from "../../compiler/cli/review/stack-ledger.ts";
import { recordedCalls } from "../runtime/recorded-calls.ts";

/** An app whose works are each made of something else. */
const files: Readonly<Record<string, string>> = {
  "app.ts": `import { App, Flow, Work } from "thunderhead";
import { Base } from "./base.ts";
import { scaled } from "./helper.ts";
import { rates } from "./rates.ts";

class Direct extends Work {
  override async run(epochs: number) {
    return epochs * 2;
  }
}
class Helped extends Work {
  override async run(epochs: number) {
    return scaled(epochs);
  }
}
class Fixed extends Work {
  override async run() {
    return rates.warm;
  }
}
class Inherits extends Base {}
class Looped extends Work {
  override async run() {
    let total = 0;
    for (const rate of [1, 2, 3]) total += rate;
    return total;
  }
}
class Fresh extends Work {
  constructor() {
    super({ rerunOn: "code" });
  }
  override async run() {
    return "fresh";
  }
}
class Root extends Flow {
  direct = new Direct();
  helped = new Helped();
  fixed = new Fixed();
  inherits = new Inherits();
  looped = [new Looped(), new Looped()];
  fresh = new Fresh();
  override async run() {
    await this.direct.run(3);
    await this.helped.run(3);
    await Promise.all([this.fixed.run(), this.inherits.run(), this.fresh.run()]);
    for (const work of this.looped) await work.run();
  }
}
export default new App(new Root());
`,
  "base.ts": `import { Work } from "thunderhead";
export class Base extends Work {
  override async run() {
    return this.answer();
  }
  answer() {
    return 42;
  }
}
`,
  "helper.ts": "export const scaled = (value: number) => value * 10;\n",
  "rates.ts": "export const rates = { warm: 0.1 };\n",
};

const directory = mkdtempSync(join(tmpdir(), "thunderhead-stale-"));
const flags = { has: () => false, value: () => undefined, values: () => [], others: new Map() };

async function packed() {
  const sink = collectingSink();
  const app = await openApp({ command: "check", argument: "app.ts", flags, directory, sink });
  const made = app && (await pack(app));
  if (!app || !made) throw new Error(JSON.stringify(sink.diagnostics()));
  return { app, made, sink };
}

let home = "";
const launched = (id: string): string => join(home, "launches", id);
/** Of every work one call that is done, by the code of today. */
const done: { readonly work: string; readonly bundle: string }[] = [];

beforeAll(async () => {
  for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text);
  writeFileSync(join(directory, "package.json"), '{ "name": "stale" }');
  const { app, made } = await packed();
  home = join(directory, ".thunderhead", app.name);
  done.push(
    ...made.manifest.works.map(({ name, bundle }) => ({ work: name, bundle: bundle.hash })),
  );
  mkdirSync(join(home, "build"), { recursive: true });
  writeFileSync(join(home, "build/manifest.json"), JSON.stringify(made.manifest));
  const folder = launched("20260101-000000-aaaa");
  mkdirSync(folder, { recursive: true });
  const calls = done.map((one) => ({ ...one, verdict: "ran" }));
  writeFileSync(join(folder, "calls.json"), JSON.stringify({ calls }));
});
afterAll(() => rmSync(directory, { recursive: true }));

type Edit = readonly [file: string, before: string, after: string];

/** What is told once this is edited. */
async function toldAfter([file, before, after]: Edit): Promise<readonly string[]> {
  const text = files[file] ?? "";
  expect(text).toContain(before);
  writeFileSync(join(directory, file), text.replace(before, after));
  const { app, made, sink } = await packed();
  await reportStaleCode(made, app);
  writeFileSync(join(directory, file), text);
  return sink.diagnostics().map(({ message }) => message);
}

const disguises: Readonly<Record<string, readonly [Edit, ...(readonly string[])]>> = {
  "in the work itself": [["app.ts", "epochs * 2", "epochs * 3"], "direct"],
  "in a helper": [["helper.ts", "* 10", "* 11"], "helped"],
  "in a constant of another module": [["rates.ts", "0.1", "0.2"], "fixed"],
  "in what it inherits": [["base.ts", "42", "43"], "inherits"],
  "in a loop, of two works": [["app.ts", "[1, 2, 3]", "[1, 2, 4]"], "looped.0", "looped.1"],
};

test.each(Object.keys(disguises))(
  "code that has changed %s is told, with the way out",
  async (name) => {
    const [edit, ...works] = disguises[name] ?? [["", "", ""]];
    const told = await toldAfter(edit);
    expect(told).toEqual(
      works.map(
        (work) =>
          `One finished call of \`${work}\` came of code that has changed since, and what it made is kept. \`thunderhead rerun ${work} --downstream\` makes it anew.`,
      ),
    );
  },
);

const alike: Readonly<Record<string, Edit>> = {
  "a comment": ["app.ts", "return epochs * 2;", "// Twice.\n    return epochs * 2;"],
  "another format": ["helper.ts", "value * 10", "\n  value *\n  10"],
  "the flow": ["app.ts", "this.direct.run(3)", "this.direct.run(4)"],
  "a type": ["rates.ts", "{ warm: 0.1 }", "{ warm: 0.1 } as { warm: number }"],
  "what runs again by itself": ["app.ts", '"fresh"', '"fresher"'],
};

test.each(Object.keys(alike))("nothing is told of %s", async (name) => {
  expect(await toldAfter(alike[name] ?? ["", "", ""])).toEqual([]);
});

const direct: Edit = ["app.ts", "epochs * 2", "epochs * 3"];

test("a launch that was killed has a journal alone, and is told of like any other", async () => {
  const folder = launched("20260102-000000-bbbb");
  mkdirSync(folder);
  const journal = localJournal(join(folder, "journal.sqlite"));
  await journal.append(recordedCalls(done));
  await forgetOldBatches(journal);
  await journal.close();
  expect(await toldAfter(direct)).toEqual([expect.stringContaining("call of `direct` came of")]);
  expect(await toldAfter(alike["the flow"] ?? direct)).toEqual([]);
  writeFileSync(join(folder, "journal.sqlite"), "no journal");
  expect(await toldAfter(direct)).toEqual([]);
  rmSync(folder, { recursive: true });
});

/** As a week later: the first batch is in snapshots alone. */
async function forgetOldBatches(journal: Journal): Promise<void> {
  const { made } = await packed();
  const { manifest } = made;
  const live = newLive({ manifest, config: {}, routes: new Map(), now: 0 });
  const core = { ledger: emptyLedger("recorded"), live };
  await replay(journal, core);
  const ledger = encodeLedger(core.ledger);
  await journal.append({ sequence: 2, epoch: 1, nonce: "later", records: [] });
  for (const sequence of [1, 2]) await journal.snapshots?.save({ sequence, epoch: 1, ledger });
  expect(await journal.get(1)).toBeUndefined();
}

test("of a launch that runs, or has come to its end, nothing is told", async () => {
  const [id, file] = ["20260101-000000-aaaa", join(home, "running.json")];
  const running = { launch: id, directory: launched(id), pid: process.pid, url: "", token: "" };
  writeFileSync(file, JSON.stringify(running));
  expect(await toldAfter(direct)).toEqual([]);
  rmSync(file);
  writeFileSync(join(launched(id), "ended"), "");
  expect(await toldAfter(direct)).toEqual([]);
});

test("of a stack, its calls under the names of then, with the command for after the deploy", async () => {
  const { made } = await packed();
  const renamed = { manifest: { ...made.manifest, renamed: { once: "direct" } } };
  const calls = [
    ...["once", "once", "fresh", "looped.0"].map((work) => ({ work, bundle: "of then" })),
    ...done,
  ];
  const told = staleCode({ ...made, ...renamed }, { calls, stack: "prod" });
  expect(told.map(({ message }) => message)).toEqual([
    "2 finished calls of `direct` on stack `prod` came of code that has changed since, and what it made is kept. After the deploy `thunderhead rerun direct --downstream --stack prod` makes it anew.",
    expect.stringMatching(/^One finished call of `looped\.0` on stack `prod` came of code/),
  ]);
});

test("a line says why nobody can tell of a stack, where something is deployed there", async () => {
  const { app, made } = await packed();
  const uploaded = (key: string, content: object) => ({
    urn: `urn:pulumi:prod::stale::aws:s3/bucketObjectv2:BucketObjectv2::${key}`,
    custom: true,
    id: key,
    protect: false,
    retainOnDelete: false,
    inputs: { key, content: JSON.stringify(content) },
    outputs: {},
  });
  const review = (deployment: object) =>
    staleInStack(
      [uploaded("manifest.json", made.manifest), uploaded("deployment.json", deployment)],
      { ...of, stack: "prod" },
    );
  const of = { prepared: { app, compiled: made }, table: awsReview, target: "aws" };
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  vi.stubEnv("AWS_ACCESS_KEY_ID", undefined);
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  for (const name of ["AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"]) vi.stubEnv(name, "/none");
  try {
    expect(await staleInStack([], { ...of, stack: "prod" })).toEqual([]);
    expect(said).not.toHaveBeenCalled();
    expect(await review({ region: "us-east-1", journal: "table", data: "bucket" })).toEqual([]);
    expect(await review({ version: 0 })).toEqual([]);
    const why = "Which calls on stack prod came of other code is not known here:";
    expect(said.mock.calls.map(([text]) => text)).toEqual([
      `${why} There are no credentials for AWS here.\n`,
      `${why} Another version of Thunderhead deployed it.\n`,
    ]);
  } finally {
    said.mockRestore();
    vi.unstubAllEnvs();
  }
});
