/**
 * After a deploy, what becomes of it: which machine comes up and how long that usually takes, and what each work does,
 * until every work runs, has ended or waits for another. Ctrl-C leaves: the deploy is done, and goes on by itself.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Door } from "#plan/deployment.ts";
import { phaseTimes } from "#protocol/agent.ts";
import type { ComponentStatus, MachineStatus, StatusDocument } from "#protocol/api.ts";
import { isStatus } from "../launches/status.ts";
import { paint, say } from "../render/print.ts";
import { deployedIn } from "./deployed.ts";
import type { Session } from "./session.ts";

/** ms between two looks, and for how long a controller may take to come up. */
const look = 1_000;
const longestBoot = 600_000;

export async function followStart(session: Session): Promise<void> {
  const left = new AbortController();
  const leave = (): void => left.abort();
  process.once("SIGINT", leave);
  try {
    const door = await waitForDoor(session, left.signal);
    if (door === undefined) return;
    const settled = await watch(door, left.signal);
    door.close();
    const then = "`thunderhead ps` and `thunderhead logs -f` tell more, with the same --stack.";
    say(settled ? then : `It goes on by itself. ${then}`);
  } finally {
    process.off("SIGINT", leave);
  }
}

async function waitForDoor(
  { at, invocation }: Session,
  signal: AbortSignal,
): Promise<Door | undefined> {
  const deployed = await deployedIn(at, invocation);
  if (deployed === undefined) return undefined;
  let said = "";
  const began = performance.now();
  while (!signal.aborted && performance.now() - began < longestBoot) {
    const door = await deployed.deployment.door(deployed);
    if (typeof door !== "string") return door;
    if (door !== said) say(`${paint("dim", "controller")}  ${door}`);
    said = door;
    await sleep(look, undefined, { signal }).catch(() => {});
  }
  return undefined;
}

/** Tells what changes; whether everything has come to rest. */
async function watch({ url, token }: Door, signal: AbortSignal): Promise<boolean> {
  const told = new Map<string, string>();
  const tell = (name: string, line: string): void => {
    if (told.get(name) !== line) say(`${paint("dim", name)}  ${line}`);
    told.set(name, line);
  };
  while (!signal.aborted) {
    const status = await statusAt(url, token);
    if (status !== undefined) {
      for (const machine of status.machines ?? [])
        tell(machine.machine ?? machine.group, machineLine(machine));
      const works = Object.entries(status.components).filter(([, { kind }]) => kind === "work");
      for (const [name, work] of works) tell(name, workLine(work));
      if (isAtRest(works.map(([, work]) => work))) return true;
    }
    await sleep(look, undefined, { signal }).catch(() => {});
  }
  return false;
}

async function statusAt(url: string, token: string): Promise<StatusDocument | undefined> {
  try {
    const headers = { authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(5_000);
    const answer: unknown = await (await fetch(`${url}/api/v1/status`, { headers, signal })).json();
    return isStatus(answer) ? answer : undefined;
  } catch {
    // It may be on its way to another machine.
    return undefined;
  }
}

/** Nothing is on its way to run, and something has run. */
export function isAtRest(
  works: readonly Pick<ComponentStatus, "status" | "phase" | "attempt">[],
): boolean {
  const isComing = ({ status: { stage }, phase, attempt }: (typeof works)[number]): boolean =>
    stage === "starting" || (stage === "pending" && (attempt > 0 || phase !== undefined));
  return works.some(({ attempt }) => attempt > 0) && !works.some(isComing);
}

export function machineLine({ group, stage, boot = [], ...times }: MachineStatus): string {
  const { bootSeconds, usualSeconds } = times;
  const usually = usualSeconds === undefined ? "" : `, usually ${usualSeconds} s`;
  const phases = phaseTimes(boot);
  if (stage === "on")
    return `of ${group}: up after ${bootSeconds ?? 0} s${usually}${phases && ` (${phases})`}`;
  return `of ${group}: ${stage}${stage === "ending" ? "" : usually}`;
}

const workLine = ({ status, phase, attempt, url }: ComponentStatus): string =>
  [
    `${status.stage}${attempt > 1 ? `, attempt ${attempt}` : ""}`,
    ...(phase === undefined ? [] : [phase]),
    ...(status.message === undefined ? [] : [status.message]),
    ...(status.stage === "running" && url !== "" ? [url] : []),
  ].join(": ");
