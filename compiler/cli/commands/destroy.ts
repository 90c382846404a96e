import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import {
  cliNoInfra,
  deployEngineFailed,
  deployNeedsApproval,
  deployUnknownData,
} from "#diagnostics/catalogue.gen.ts";
import { listWords } from "#diagnostics/words.ts";
import { diskHost } from "#source/disk-host.ts";
import { changesOf } from "../engine/change.ts";
import { emit } from "../engine/emit.ts";
import type { Step } from "../engine/events.ts";
import {
  adopt,
  adoptFile,
  type Kept,
  readState,
  type State,
  unprotect,
  withoutKeeping,
  writeAdoptFile,
} from "../engine/kept.ts";
import { installPackages } from "../engine/packages.ts";
import { askUser, confirm, isInteractive } from "../engine/prompt.ts";
import { openSession, projectName, type Session } from "../engine/session.ts";
import { chooseStack } from "../engine/stack.ts";
import { finishRunning, unlocked, updateStack } from "../engine/update-stack.ts";
import type { Invocation } from "../invocation.ts";
import { conclude } from "../render/conclude.ts";
import { paint, say } from "../render/print.ts";
import { table } from "../render/table.ts";
import { readSettings } from "../settings.ts";

/** Removes a stack's resources. Data stays in the account unless it is named, and named again. */
export async function run(invocation: Invocation): Promise<number> {
  const session = await prepare(invocation);
  if (!session) return conclude(invocation);
  await finishRunning(session);
  if (!(await takeBack(session))) return conclude(invocation, session);
  const state = await readState(session.at);
  const doomed = doomedData(state.kept, invocation);
  if (!doomed || !(await approved({ state, doomed }, session)))
    return conclude(invocation, session);
  if (await destroy({ state, doomed }, session)) tellKept(rest(state.kept, doomed), session);
  return conclude(invocation, session);
}

/** Data that an earlier destroy kept is deleted by the stack that had it. */
async function takeBack({ at, invocation: { flags, sink } }: Session): Promise<boolean> {
  if (flags.values("delete-data").length === 0 || !existsSync(adoptFile(at))) return true;
  say("Taking in what the last destroy kept, to delete what is named.");
  const problem = await adopt(at.engine, at.name);
  if (problem !== undefined) sink.report(deployEngineFailed(undefined, { detail: problem }));
  return problem === undefined;
}

async function prepare(invocation: Invocation): Promise<Session | undefined> {
  const { sink } = invocation;
  const directory = appFolder(invocation);
  const infra = join(directory, "infra");
  if (!diskHost.isFile(join(infra, "Pulumi.yaml"))) {
    sink.report(cliNoInfra(undefined, { folder: infra }));
    return undefined;
  }
  const settings = await readSettings({ directory, host: diskHost, sink });
  const project = await projectName(infra);
  const at = await chooseStack(invocation, { infra, project, create: false });
  if (!at || sink.hasErrors()) return undefined;
  const { target } = settings;
  const section = settings.section(target);
  say(`${paint("bold", project)}, stack ${paint("bold", at.name)}, state in ${at.backend}\n`);
  return openSession(at, invocation, { directory, project, target, section });
}

/** The app need not compile, nor be there any more: the state says what there is to destroy. */
function appFolder({ argument, directory }: Invocation): string {
  const named = resolve(directory, argument ?? ".");
  const folder = diskHost.isFile(named) ? dirname(named) : named;
  return diskHost.isFile(join(folder, "Pulumi.yaml")) ? dirname(folder) : folder;
}

/** The kept things that `--delete-data` names; `undefined` where it names what is not kept. */
function doomedData(
  kept: readonly Kept[],
  { flags, sink }: Invocation,
): readonly Kept[] | undefined {
  const named = flags.values("delete-data");
  if (named.includes("all")) return kept;
  const names = kept.map(({ name }) => name);
  for (const name of named.filter((one) => !names.includes(one))) {
    const known = names.length === 0 ? "It keeps none." : `It keeps ${listWords(names, "and")}.`;
    sink.report(deployUnknownData(undefined, { name, known }));
  }
  return sink.hasErrors() ? undefined : kept.filter(({ name }) => named.includes(name));
}

const rest = (kept: readonly Kept[], doomed: readonly Kept[]): readonly Kept[] =>
  kept.filter((one) => !doomed.includes(one));

interface Fate {
  readonly state: State;
  readonly doomed: readonly Kept[];
}

async function approved({ state, doomed }: Fate, session: Session): Promise<boolean> {
  const { invocation, stack } = session;
  const { flags, sink } = invocation;
  const stays = rest(state.kept, doomed);
  say(`${state.size - stays.length} resources to remove.`);
  if (stays.length > 0) say(`Kept: ${stays.map(describe).join(", ")}.`);
  if (doomed.length > 0) {
    say(paint("red", `Deleted for good: ${doomed.map(describe).join(", ")}.`));
  }
  if (flags.has("yes")) return true;
  if (!isInteractive(flags)) {
    const changes = `${state.size - stays.length} resources to remove`;
    sink.report(deployNeedsApproval(undefined, { changes, flag: "--yes" }));
    return false;
  }
  if (doomed.length === 0) return confirm("\nGo ahead?");
  const answer = await askUser(`\nType the stack's name, ${stack}, to delete this data: `);
  return answer === stack;
}

const describe = ({ name, id }: Kept): string => `${name} (${id})`;

/** Gives the doomed data free, takes the protection off the rest, and lets the engine delete. */
async function destroy({ state, doomed }: Fate, session: Session): Promise<boolean> {
  if (doomed.length > 0 && !(await giveFree(doomed, session))) return false;
  const stays = rest(state.kept, doomed);
  if (stays.length > 0) writeAdoptFile(session.at, stays);
  await unprotect(session.at, stays);
  return unlocked(session, () =>
    updateStack(session, { args: ["destroy", "--yes", "--skip-preview"], changes: [] }),
  );
}

/** By the program itself with `keepData: false`, for the named resources only: buckets learn to be emptied. */
async function giveFree(doomed: readonly Kept[], session: Session): Promise<boolean> {
  const { at, invocation, owners } = session;
  if (!(await installPackages(at.engine.infra, invocation.sink))) return false;
  const targets = doomed.flatMap(({ urn }) => ["--target", urn]);
  const steps = doomed.map(({ urn, type }): Step => ({ urn, type, op: "update", reasons: [] }));
  say(`Giving ${doomed.map(({ name }) => name).join(", ")} free`);
  let well = false;
  await withoutKeeping(at, async (file) => {
    const args = ["up", "--yes", "--skip-preview", "--config-file", file, ...targets];
    well = await unlocked(session, () =>
      updateStack(session, { args, changes: changesOf(steps, owners) }),
    );
    return well ? 0 : 1;
  });
  return well;
}

function tellKept(kept: readonly Kept[], { at, invocation }: Session): void {
  const ids = kept.map(({ name, type, id }) => ({ name, type, id }));
  emit(invocation.flags, { event: "kept", resources: ids });
  if (kept.length === 0) return;
  say("Kept in the account, and costing what they cost:");
  say(table(kept.map(({ name, id, type }) => [paint("bold", name), id, type])));
  say(`\nTo go on with them: thunderhead deploy --stack ${at.name} --adopt`);
  say(`To delete them: thunderhead destroy --stack ${at.name} --delete-data NAME`);
  say(
    `(${relative(process.cwd(), adoptFile(at))} names them; without --adopt a deploy begins with new, empty ones.)`,
  );
}
