import { cliWrongArgument } from "#diagnostics/catalogue.gen.ts";
import type { AppGraph } from "#graph/graph.ts";
import { withRename } from "#graph/identity.ts";
import type { AppSource } from "./app-source.ts";
import type { Invocation } from "./invocation.ts";

interface Rename {
  readonly from: string;
  readonly to: string;
}

/** The app with a lock in which every `--rename old=new` holds; what makes no sense is reported. */
export function withConfirmedRenames(app: AppSource, invocation: Invocation): AppSource {
  let { lock } = app;
  for (const { from, to } of renamesIn(invocation)) {
    const renamed = withRename(lock, from, to);
    if (renamed) lock = renamed;
    else
      report(invocation, `\`--rename ${from}=${to}\`: the lock knows nothing called \`${from}\``);
  }
  return { ...app, lock };
}

/** A rename is true of the source: the new name is there, and the old one is not. */
export function checkRenames(graph: AppGraph, invocation: Invocation): void {
  const names = new Set([...graph.components, ...graph.paths].map(({ name }) => name));
  for (const { from, to } of renamesIn(invocation)) {
    const said = `\`--rename ${from}=${to}\``;
    if (!names.has(to)) report(invocation, `${said}: the app has nothing called \`${to}\``);
    else if (names.has(from)) report(invocation, `${said}: the app still has \`${from}\``);
  }
}

/** One that is no pair names nothing that the lock has, and is refused for that. */
function renamesIn({ flags }: Invocation): readonly Rename[] {
  return flags.values("rename").map((text) => {
    const [from = "", to = ""] = text.split("=");
    return { from, to };
  });
}

const report = ({ sink, command }: Invocation, detail: string): void =>
  sink.report(cliWrongArgument(undefined, { command, detail }));
