import type { Target } from "#compiler";
import { cliUnknownTarget } from "#diagnostics/catalogue.gen.ts";
import type { AppSource } from "./app-source.ts";
import type { Invocation } from "./invocation.ts";
import { nearestSentence } from "./nearest.ts";
import { providers } from "./providers.ts";

/** What `--target` or the configuration names, with the configuration's section for it. */
export async function chooseTarget(
  { settings, sink }: Pick<AppSource, "settings" | "sink">,
  { flags }: Pick<Invocation, "flags">,
): Promise<Target | undefined> {
  const name = flags.value("target") ?? settings.target;
  const open = Object.hasOwn(providers, name) ? providers[name] : undefined;
  if (open) return open(settings.section(name), sink);
  const nearest = await nearestSentence(name, Object.keys(providers));
  sink.report(cliUnknownTarget(undefined, { target: name, nearest }));
  return undefined;
}
