import { type Hover, MarkupKind, type Position } from "vscode-languageserver/node";
import type { Compute } from "#graph/compute.ts";
import type { AppGraph } from "#graph/graph.ts";
import type { Offer, Offers } from "#plan/offers.ts";
import { sellers } from "../offers.ts";
import { componentText, computeText, pathText } from "./hover-text.ts";
import { fileOf, rangeOf } from "./places.ts";
import { subjectAt } from "./subject.ts";
import type { AppView } from "./workspace.ts";

/** What stands under the pointer: a compute with what it becomes, a component, or a Path. */
export async function hover(
  view: AppView,
  { path, position }: { readonly path: string; readonly position: Position },
): Promise<Hover | undefined> {
  const { app, understood } = view.round;
  const parsed = view.kept.get(path)?.parsed;
  const graph = understood?.graph;
  if (!app || !graph || !parsed) return undefined;
  const file = fileOf(path, app);
  const source = app.texts(file);
  const offset = (source?.lineStarts[position.line] ?? 0) + position.character;
  const subject = subjectAt(graph, { program: parsed.program, file, offset });
  if (!subject) return undefined;
  const texts = subject.computes
    ? await Promise.all(subject.computes.map((one) => soldAs(one, view, graph)))
    : [
        ...subject.components.map((one) => componentText(one, graph)),
        ...subject.paths.map((one) => pathText(one, graph)),
      ];
  const value = [...new Set(texts)].join("\n\n---\n\n");
  const range = rangeOf(subject.span, app.texts);
  return { contents: { kind: MarkupKind.Markdown, value }, range };
}

async function soldAs(compute: Compute, { round }: AppView, graph: AppGraph): Promise<string> {
  const { target, app } = round;
  const ask = target && Object.hasOwn(sellers, target.name) ? sellers[target.name] : undefined;
  const wishes = typeof compute.name === "string" ? [compute.name] : compute.name.anyOf;
  const section = app?.settings.section(target?.name ?? "");
  const answers = ask
    ? await Promise.all(wishes.map((wish) => ask(wish, { section, region: undefined })))
    : [];
  return computeText(compute, { graph, answers: answers.map(chosenOf) });
}

/** What the app would get, first choice first. */
const chosenOf = (offers: Offers): Offers & { readonly got: readonly Offer[] } => ({
  ...offers,
  got: offers.chosen.flatMap((name) => offers.offers.find((one) => one.name === name) ?? []),
});
