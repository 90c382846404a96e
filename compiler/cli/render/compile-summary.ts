import { relative } from "node:path";
import type { Compiled, Target } from "#compiler";
import { type Plan, registrations } from "#plan/plan.ts";
import type { Written } from "../write-program.ts";
import { paint, say } from "./print.ts";
import { table } from "./table.ts";

/** What the program would provision, in a few lines; compiling has made nothing of it. */
export function printSummary({ graph, plan }: Compiled, target: Target, written: Written): void {
  const near = relative(process.cwd(), written.directory);
  const folder = near.startsWith("..") ? written.directory : near || ".";
  const { length } = registrations(plan);
  const change = written.changed === 0 ? "unchanged" : `${written.changed} of them new or changed`;
  say(
    `${paint("bold", folder)} is a Pulumi program for ${plan.target}: ${length} resources, ` +
      `${written.files} files, ${change}.\n`,
  );
  const lines = target.summary(graph).map(({ label, text }) => [label, text]);
  say(table([...lines, ["resources", countByKind(plan)]]));
  say(
    `\nCompiling touches no cloud. To deploy: thunderhead deploy, or in ${folder}: npm install && pulumi up`,
  );
}

/** `aws:ec2/vpc:Vpc` counts as `ec2`; the program's own components are what the rest belongs to. */
function countByKind(plan: Plan): string {
  const counts = new Map<string, number>();
  for (const { type } of registrations(plan)) {
    const [owner, module = ""] = type.split(":");
    const kind = module.split("/")[0] ?? module;
    if (owner !== "thunderhead") counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return sorted.map(([kind, number]) => `${number} ${kind}`).join(" · ");
}
