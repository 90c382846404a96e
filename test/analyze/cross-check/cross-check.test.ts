import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pack } from "#compiler";
import { collectingSink } from "#diagnostics/sink.ts";
import type { AppGraph } from "#graph/graph.ts";
import { emptyLock } from "#graph/identity.ts";
import type { RunEvent } from "#protocol/api.ts";
import { diskHost } from "#source/disk-host.ts";
import { runController } from "../../../compiler/cli/controller.ts";
import { crossCheck } from "../../../compiler/cli/cross-check/cross-check.ts";
import { parseControllerEvent } from "../../../compiler/cli/render/run-event.ts";
import { writeBuild } from "../../../compiler/cli/write-build.ts";

const root = join(import.meta.dirname, "../../..");
const directory = mkdtempSync(join(tmpdir(), "thunderhead-cross-check-"));

/** One real run, and the graph it is compared with. */
let graph: AppGraph;
const events: RunEvent[] = [];

beforeAll(async () => {
  execFileSync(process.execPath, [join(root, "setup/build.ts")]);
  cpSync(join(import.meta.dirname, "samples/app"), directory, { recursive: true });
  const sink = collectingSink();
  const entry = join(directory, "app.ts");
  const app = { entry, directory, name: "app", lock: emptyLock, host: diskHost, sink };
  const packed = await pack(app);
  expect(sink.diagnostics()).toEqual([]);
  if (packed === undefined) throw new Error("the app does not compile");
  graph = packed.graph;
  const build = await writeBuild(app, packed);
  const onLine = (line: string) => {
    const event = parseControllerEvent(line);
    if (event !== undefined && event.event !== "refused") events.push(event);
  };
  const launch = { build: build ?? "", appDirectory: directory, config: { label: "given" } };
  expect(await runController({ launch, onLine, onStopping: () => {} })).toBe(0);
});

afterAll(() => {
  execFileSync("chmod", ["-R", "u+w", directory]);
  rmSync(directory, { recursive: true, force: true });
});

function found(falsified: AppGraph): readonly string[] {
  const check = crossCheck(falsified, { fresh: true });
  for (const event of events) check.see(event);
  return check.disagreements().map(({ subject }) => subject);
}

test("what a run shows is what the compiler had said", () => {
  expect(events.flatMap((one) => (one.event === "observed" ? [one.what.kind] : []))).toEqual(
    expect.arrayContaining(["constructed", "called", "handed", "laid-out"]),
  );
  expect(found(graph)).toEqual([]);
});

type Components = AppGraph["components"];
const works = (change: (work: Extract<Components[number], { kind: "work" }>) => object) =>
  graph.components.map((one) =>
    one.kind === "work" && one.name === "last" ? { ...one, ...change(one) } : one,
  );

/** What the graph says wrongly → what the comparison names. */
const falsehoods: Readonly<Record<string, readonly [() => Partial<AppGraph>, string]>> = {
  "a component too few": [
    () => ({ components: graph.components.filter(({ name }) => name !== "last") }),
    "`last`",
  ],
  "a component too many": [
    () => ({
      components: [
        ...graph.components,
        ...works(() => ({ name: "more" })).filter(({ name }) => name === "more"),
      ],
    }),
    "`more`",
  ],
  "an argument": [
    () => ({ components: works(() => ({ arguments: ["small", 5] })) }),
    "argument 2 of `last`",
  ],
  "an argument too many": [
    () => ({ components: works((one) => ({ arguments: [...one.arguments, 7] })) }),
    "argument 3 of `last`",
  ],
  "a class": [
    () => ({ components: works(() => ({ class: "app.ts#Use" })) }),
    "the class of `last`",
  ],
  "a setting": [
    () => ({ components: works((one) => ({ settings: { ...one.settings, cacheCalls: false } })) }),
    "the setting `cacheCalls` of `last`",
  ],
  "a port": [
    () => ({ components: works((one) => ({ settings: { ...one.settings, port: 80 } })) }),
    "the setting `port` of `last`",
  ],
  "a compute": [
    () => ({ components: works((one) => ({ compute: { ...one.compute, name: "gpu" } })) }),
    "the compute of `last`",
  ],
  "an idle timeout": [
    () => ({ components: works((one) => ({ compute: { ...one.compute, idleTimeout: 300 } })) }),
    "the idle timeout of `last`",
  ],
  "a Path's place": [
    () => ({ paths: graph.paths.map((one) => ({ ...one, path: "other.txt" })) }),
    "the Path `last.out`",
  ],
  "a Path too few": [
    () => ({ paths: graph.paths.filter(({ producer }) => producer !== "last") }),
    "the Path `last.out`",
  ],
  "a call too few": [
    () => ({ calls: graph.calls.filter(({ work }) => work !== "last") }),
    "who calls `last`",
  ],
  "an argument's Path": [
    () => ({ edges: graph.edges.filter(({ consumer }) => consumer !== "stage.uses.1") }),
    "who reads the Path `stage.make.out`",
  ],
  "a field's Path": [
    () => ({ edges: graph.edges.filter(({ consumer }) => consumer !== "stage.uses.0") }),
    "who reads the Path `stage.make.out`",
  ],
  "an element's Path": [
    () => ({ edges: graph.edges.filter(({ consumer }) => consumer !== "trials") }),
    "who reads the Path `last.out`",
  ],
  "an order": [
    () => ({ order: [...graph.order, ["trials", "last"]] }),
    "what is over before `last` is called",
  ],
  "a tab": [() => ({ tabs: graph.tabs.filter(({ name }) => name !== "Last") }), "the tab `Last`"],
  "a tab's content": [
    () => ({
      tabs: graph.tabs.map((tab) =>
        tab.name === "Last" ? { ...tab, content: { kind: "component", component: "stage" } } : tab,
      ),
    }),
    "the tab `Last`",
  ],
};

test.each(Object.keys(falsehoods))("%s that the compiler got wrong is told", (name) => {
  const [change, subject] = falsehoods[name] ?? [() => ({}), ""];
  expect(found({ ...graph, ...change() })).toContain(subject);
});
