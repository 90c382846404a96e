import { join } from "node:path";
import { compile } from "#compiler";
import { deployEngineFailed, deployNeedsApproval } from "#diagnostics/catalogue.gen.ts";
import { openApp } from "../app-source.ts";
import { type Agreeing, agree } from "../engine/agree.ts";
import { setConfig } from "../engine/app-config.ts";
import { type Change, changesOf, countSentence } from "../engine/change.ts";
import { emit } from "../engine/emit.ts";
import { followStart } from "../engine/follow-start.ts";
import { adopt } from "../engine/kept.ts";
import { chooseNetworks } from "../engine/networks.ts";
import { installPackages } from "../engine/packages.ts";
import { confirm, isInteractive } from "../engine/prompt.ts";
import { openSession, reportOutcome, type Session } from "../engine/session.ts";
import { chooseStack } from "../engine/stack.ts";
import { runEngine } from "../engine/update.ts";
import { finishRunning, unlocked, updateStack } from "../engine/update-stack.ts";
import type { Invocation } from "../invocation.ts";
import { printPlan } from "../render/change-plan.ts";
import { conclude } from "../render/conclude.ts";
import { printOutputs } from "../render/outputs.ts";
import { paint, say } from "../render/print.ts";
import { chooseTarget } from "../target.ts";
import { writeProgram } from "../write-program.ts";

/**
 * Compiles, reviews what would change of what is deployed, asks, and runs the engine on infra/. Plain
 * `pulumi up` there does the same to the account; this says what it does by component, stops where somebody
 * has to decide, and says what went wrong with the line of the app.
 */
export async function run(invocation: Invocation): Promise<number> {
  const prepared = await prepare(invocation);
  if (!prepared) return conclude(invocation);
  const { session, agreeing } = prepared;
  await finishRunning(session);
  if (!(await adoptKept(session))) return conclude(invocation, session);
  if (!(await agree(session, agreeing))) return conclude(invocation, session);
  const changes = await plan(session);
  if (!changes || !(await approved(changes, session))) return conclude(invocation, session);
  if (changes.length > 0 && !(await unlocked(session, () => apply(changes, session)))) {
    return conclude(invocation, session);
  }
  await printOutputs(session);
  if (invocation.flags.has("follow") || isInteractive(invocation.flags)) await followStart(session);
  return conclude(invocation, session);
}

/** Everything before the engine runs; `undefined` where something is missing, which was reported. */
async function prepare(
  invocation: Invocation,
): Promise<{ readonly session: Session; readonly agreeing: Agreeing } | undefined> {
  const { sink, flags } = invocation;
  const app = await openApp(invocation);
  const target = app && (await chooseTarget(app, invocation));
  const compiled = app && target && !sink.hasErrors() ? await compile(app, target) : undefined;
  if (!app || !target || !compiled || sink.hasErrors()) return undefined;
  const written = writeProgram(app, compiled, flags);
  if (!written || sink.hasErrors()) return undefined;
  const infra = join(app.directory, "infra");
  const { project } = compiled.plan;
  const at = await chooseStack(invocation, { infra, project: project.name, create: true });
  if (!at || !(await installPackages(infra, sink))) return undefined;
  announce(at, project.name, invocation);
  const allowed = await chooseNetworks(at, compiled.plan, invocation);
  if (!allowed || !(await setConfig(at, compiled.manifest, invocation))) return undefined;
  const section = app.settings.section(target.name);
  const opening = { directory: app.directory, project: project.name, target: target.name, section };
  const standing = target.summary(compiled.graph).find(({ label }) => label === "standing")?.text;
  return {
    session: { ...(await openSession(at, invocation, opening)), standing },
    agreeing: { prepared: { label: "the working tree", infra, app, compiled }, allowed },
  };
}

function announce(
  { name, backend, isNew }: Session["at"],
  project: string,
  { flags }: Invocation,
): void {
  emit(flags, { event: "stack", project, stack: name, backend, new: isNew });
  const made = isNew ? " (new)" : "";
  say(`${paint("bold", project)}, stack ${paint("bold", name)}${made}, state in ${backend}\n`);
}

/** `--adopt`: what an earlier destroy kept comes first, so that the plan knows of it. */
async function adoptKept({ at, invocation }: Session): Promise<boolean> {
  if (!invocation.flags.has("adopt")) return true;
  const problem = await adopt(at.engine, at.name);
  if (problem === undefined) say("Adopted what the last destroy kept.");
  else invocation.sink.report(deployEngineFailed(undefined, { detail: problem }));
  return problem === undefined;
}

/** Asks the engine what it would do; `undefined` when it refuses, which was reported. */
async function plan(session: Session): Promise<readonly Change[] | undefined> {
  const { at, folder, owners, invocation } = session;
  const preview = await runEngine({ stack: at, folder, args: ["preview"] });
  if (!reportOutcome(preview, session)) return undefined;
  const changes = changesOf(preview.steps, owners);
  emit(invocation.flags, { event: "plan", changes });
  if (changes.length > 0) printPlan(changes);
  else say("Nothing to change: the stack is what the app says.");
  return changes;
}

async function approved(changes: readonly Change[], { invocation }: Session): Promise<boolean> {
  const { flags, sink } = invocation;
  if (changes.length === 0 || flags.has("yes") || flags.has("reviewed")) return true;
  if (isInteractive(flags)) return confirm("\nGo ahead?");
  const counted = countSentence(changes);
  sink.report(deployNeedsApproval(undefined, { changes: counted, flag: "--yes" }));
  return false;
}

const apply = (changes: readonly Change[], session: Session): ReturnType<typeof updateStack> =>
  updateStack(session, { args: ["up", "--yes", "--skip-preview"], changes });
