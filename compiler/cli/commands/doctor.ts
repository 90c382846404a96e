import { join } from "node:path";
import { type Understood, understand } from "#compiler";
import { collectingSink } from "#diagnostics/sink.ts";
import type { Check, Finding } from "#plan/deployment.ts";
import { diskHost } from "#source/disk-host.ts";
import { type AppSource, openApp } from "../app-source.ts";
import { machineChecks } from "../engine/machine-checks.ts";
import { deploymentOf } from "../engine/session.ts";
import type { Invocation } from "../invocation.ts";
import { defaultTarget } from "../providers.ts";
import { paint, print, say } from "../render/print.ts";

interface Found extends Finding {
  readonly name: string;
}

/** Looks at everything a deploy needs, one thing after another, and says what mends each. */
export async function run(invocation: Invocation): Promise<number> {
  const app = await appHere(invocation);
  const found: Found[] = [];
  for (const { name, look } of await checks(app, invocation)) {
    const finding = { name, ...(await look()) };
    found.push(finding);
    if (!invocation.flags.has("json")) printFinding(finding);
  }
  const good = found.every(({ state }) => state !== "bad");
  if (invocation.flags.has("json")) {
    const findings = found.map((one) => ({ ...one, fix: one.fix ?? null }));
    print(`${JSON.stringify({ version: 1, checks: findings }, undefined, 2)}\n`);
  } else {
    say(good ? "\nReady to deploy." : "\nNot ready: mend what is marked ✗, and look again.");
  }
  return good ? 0 : 1;
}

/** Without an app there is still this machine and the account to look at; its problems are `check`'s. */
async function appHere(invocation: Invocation): Promise<AppSource | undefined> {
  const quiet = { ...invocation, sink: collectingSink() };
  return openApp(quiet);
}

async function checks(
  app: AppSource | undefined,
  invocation: Invocation,
): Promise<readonly Check[]> {
  const target = invocation.flags.value("target") ?? app?.settings.target ?? defaultTarget;
  const deployment = await deploymentOf(target, app?.settings.section(target));
  const understood: Understood | undefined = app && understand(app);
  const graph = app?.sink.hasErrors() ? undefined : understood?.graph;
  const infra = join(app?.directory ?? invocation.directory, "infra");
  const machine = machineChecks({
    infra: diskHost.isFile(join(infra, "package.json")) ? infra : undefined,
    backend: invocation.flags.value("backend"),
    directory: app?.directory ?? invocation.directory,
    python: graph?.components.some((one) => one.kind === "work" && usesPython(one)) ?? false,
  });
  return [...machine, ...deployment.checks(graph)];
}

const usesPython = (work: object): boolean => "python" in work && work.python !== undefined;

const marks = {
  good: { mark: "✓", color: "green" },
  bad: { mark: "✗", color: "red" },
  unknown: { mark: "–", color: "yellow" },
} as const;

function printFinding({ name, state, found, fix }: Found): void {
  const { mark, color } = marks[state];
  say(`${paint(color, mark)} ${name.padEnd(16)} ${found}`);
  if (state !== "good" && fix !== undefined) say(`  ${" ".repeat(16)} ${paint("cyan", fix)}`);
}
