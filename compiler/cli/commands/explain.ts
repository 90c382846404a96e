import { newProvenance } from "#analyze/provenance.ts";
import { planOf, understand } from "#compiler";
import { cliWrongArgument } from "#diagnostics/catalogue.gen.ts";
import { explain, explainable } from "#explain/explain.ts";
import type { Story } from "#explain/story.ts";
import { type AppSource, openApp } from "../app-source.ts";
import type { Invocation } from "../invocation.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import { print } from "../render/print.ts";
import { storiesJson, storyText } from "../render/story.ts";
import { rulePage } from "../rule-pages.ts";
import { chooseTarget } from "../target.ts";

/** Tells why something is as it is; a diagnostic's slug has its page. */
export async function run(invocation: Invocation): Promise<number> {
  const { sink, argument: name, flags, command } = invocation;
  const page = name === undefined ? undefined : rulePage(name);
  if (page && !flags.has("json")) {
    print(`${page.slug}: ${page.message}\n\n${page.prose}\n`);
    return 0;
  }
  if (name === undefined) {
    const detail =
      "it needs the NAME of what is to be explained: `serve`, `serve.port`, a resource";
    sink.report(cliWrongArgument(undefined, { command, detail }));
  }
  const app =
    name === undefined ? undefined : await openApp({ ...invocation, argument: flags.value("app") });
  const stories = app && name !== undefined ? await storiesOf(name, app, invocation) : [];
  await printDiagnostics(sink.diagnostics(), app);
  if (!app || sink.hasErrors()) return 2;
  if (flags.has("json"))
    print(`${JSON.stringify(storiesJson(stories, app.texts), undefined, 2)}\n`);
  else print(`${stories.map((story) => storyText(story, app)).join("\n\n")}\n`);
  return 0;
}

async function storiesOf(
  name: string,
  opened: AppSource,
  invocation: Invocation,
): Promise<readonly Story[]> {
  const { sink } = invocation;
  const app = { ...opened, provenance: newProvenance() };
  const target = await chooseTarget(app, invocation);
  const graph = target && understand(app)?.graph;
  if (!graph || sink.hasErrors()) return [];
  if (isPermission(name, invocation)) {
    const { permissionsOf } = await import("../permissions.ts");
    return permissionsOf(name, { graph, target, invocation });
  }
  const told = { graph, plan: planOf(graph, app, target), provenance: app.provenance };
  const stories = explain(name, told);
  if (stories.length === 0) {
    const { listWords, nearestWords } = await import("#diagnostics/words.ts");
    const nearest = nearestWords(name, nearby(name, explainable(told)));
    const near = nearest.length > 0 ? `; nearest are ${listWords(nearest, "and")}` : "";
    const detail = `the app has nothing called \`${name}\`${near}`;
    sink.report(cliWrongArgument(undefined, { command: invocation.command, detail }));
  }
  return stories;
}

/** `s3:GetObject`, `permission s3:GetObject on …`; a resource's type has two colons. */
const isPermission = (name: string, { flags }: Invocation): boolean =>
  flags.has("permissions") || /^(permission\s|[\w-]+:[A-Za-z*]+(\s+on\s|$))/.test(name);

/** Where a component's name is right, its own values; hundreds of names would be no help. */
function nearby(name: string, all: readonly string[]): readonly string[] {
  const owner = name.slice(0, name.lastIndexOf("."));
  const own = all.filter((one) => owner !== "" && one.startsWith(`${owner}.`));
  return own.length > 0 ? own : all.filter((one) => !one.includes(".") || one.includes(":"));
}
