import { understand } from "#compiler";
import { graphJson } from "#graph/json.ts";
import { openApp } from "../app-source.ts";
import type { Invocation } from "../invocation.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import { print } from "../render/print.ts";

export async function run(invocation: Invocation): Promise<number> {
  const { sink, flags } = invocation;
  const app = await openApp(invocation);
  const graph = app && understand(app)?.graph;
  await printDiagnostics(sink.diagnostics(), app);
  if (!app || !graph || sink.hasErrors()) return 2;
  if (flags.has("json")) print(`${JSON.stringify(graphJson(graph, app.texts), undefined, 2)}\n`);
  else if (flags.has("mermaid")) print((await import("../render/mermaid.ts")).mermaid(graph));
  else print((await import("../render/graph.ts")).graphText(graph));
  return 0;
}
