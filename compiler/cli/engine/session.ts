import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deployEngineFailed } from "#diagnostics/catalogue.gen.ts";
import type { SourceTexts } from "#diagnostics/json.ts";
import { InternalError } from "#diagnostics/sink.ts";
import { diskHost } from "#source/disk-host.ts";
import { textsBelow } from "../app-source.ts";
import { type BoundDeployment, deployments } from "../deployments.ts";
import type { Invocation } from "../invocation.ts";
import { type Owners, ownersFrom } from "./owners.ts";
import { refusals, type Situation } from "./refused.ts";
import type { Stack } from "./stack.ts";
import type { Outcome } from "./update.ts";

/** A stack and all that is needed to run the engine on it and to tell what it says. */
export interface Session extends Situation {
  readonly at: Stack;
  readonly owners: Owners;
  readonly deployment: BoundDeployment;
  readonly invocation: Invocation;
  /** The app's folder, absolute. */
  readonly directory: string;
  readonly texts: SourceTexts;
  /** Where events are kept. */
  readonly folder: string;
  /** What costs money while nothing runs; a line. */
  readonly standing?: string | undefined;
}

const cutOff = "it was stopped, or killed, before its end. The next deploy goes on from there.";

export interface Opening {
  readonly directory: string;
  readonly project: string;
  readonly target: string;
  /** The provider's section of the configuration. */
  readonly section: unknown;
}

export async function openSession(
  at: Stack,
  invocation: Invocation,
  { directory, project, target, section }: Opening,
): Promise<Session> {
  const texts = textsBelow(directory, diskHost);
  const generated = diskHost.readText(join(directory, "infra", ".generated.json"));
  const deployment = await deploymentOf(target, section);
  return {
    at,
    stack: at.name,
    project,
    owners: ownersFrom({ generated, texts }),
    deployment,
    invocation,
    directory,
    texts,
    folder: join(directory, ".thunderhead", project, "deploys", at.name),
  };
}

export async function deploymentOf(target: string, section: unknown): Promise<BoundDeployment> {
  const open = deployments[target];
  if (!open) throw new InternalError(`${target} can be compiled for and not deployed to.`);
  return open(section);
}

/** Tells the invocation's sink what the engine refused; answers whether all went well. */
export function reportOutcome(outcome: Outcome, session: Session): boolean {
  const { sink } = session.invocation;
  const told = refusals(outcome.problems, outcome.stderr, session);
  for (const one of told) sink.report(one);
  const well = outcome.code === 0;
  if (!well && !told.some(({ severity }) => severity === "error")) {
    sink.report(deployEngineFailed(undefined, { detail: cutOff }));
  }
  return well;
}

/** `name:` of Pulumi.yaml. */
export async function projectName(infra: string): Promise<string> {
  const { parse } = await import("yaml");
  const project: unknown = parse(readFileSync(join(infra, "Pulumi.yaml"), "utf8"));
  const named = typeof project === "object" && project !== null && "name" in project;
  return named && typeof project.name === "string" ? project.name : "project";
}
