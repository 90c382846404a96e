import type { TabView } from "#protocol/flow.ts";
import { effect, type Turn } from "./turn.ts";

/** Folders of web files that tabs show, at any depth. */
export const foldersIn = (tabs: readonly TabView[]): readonly string[] =>
  tabs.flatMap(({ content }) => {
    if (content.kind === "static") return [content.directory];
    return content.kind === "tabs" ? foldersIn(content.tabs) : [];
  });

/** Each is served once, from when a tab first shows it. */
export function serveFolders(turn: Turn): void {
  const { sites, tabs } = turn.core.live;
  for (const directory of foldersIn(tabs)) {
    if (sites.has(directory)) continue;
    sites.set(directory, "");
    effect(turn, { kind: "site", directory });
  }
}
