import type { JournalBatch } from "#core/bindings.ts";
import type { AgentMessage, ControllerMessage } from "#protocol/agent.ts";
import type { AttemptOrder } from "#protocol/call.ts";
import type { ToWork } from "#protocol/work-process.ts";
import type { Observer } from "../observer.ts";
import type { AgentNode } from "../world/agent-node.ts";

/** Stands in the arguments and the state of a work, and nowhere else. */
export const markOf = (work: string): string => `~${work}~`;
/** What a work's secret holds. */
export const secretOf = (work: string): string => `~secret ${work}~`;

const marks = /~(secret )?([\w.-]+)~/g;

interface Mark {
  readonly isSecret: boolean;
  readonly work: string;
}

function marksIn(what: object): readonly Mark[] {
  const text = JSON.stringify(what);
  if (!text.includes("~")) return [];
  return [...text.matchAll(marks)].map(([, secret, work = ""]) => ({
    isSecret: secret !== undefined,
    work,
  }));
}

/** 16: an agent hears of the works of its machine only, and of no secret from its controller. */
export function checkTold(
  observer: Observer,
  { machine: { group } }: AgentNode,
  message: ControllerMessage,
): void {
  const work =
    message.kind === "run" ? message.order.work : "work" in message ? message.work : undefined;
  const lives = (name: string): boolean =>
    observer.world.plan.shared ||
    group === name ||
    group === "default" ||
    name.startsWith(`${group}.`);
  if (work !== undefined && !lives(work))
    observer.fail(16, `the agent of ${group} is told about ${work}`);
  for (const mark of marksIn(message)) {
    // Works of one machine are told apart by the process that is told.
    if (mark.isSecret || !lives(mark.work) || (work !== undefined && mark.work !== work))
      observer.fail(16, `the agent of ${group} is told what is ${mark.work}'s (${message.kind})`);
  }
}

/** 16: what a process is told, is its own. */
export function checkProcessTold(
  observer: Observer,
  { work }: AttemptOrder,
  message: ToWork | { readonly kind: "begin"; readonly order: AttemptOrder },
): void {
  for (const mark of marksIn(message))
    if (mark.work !== work)
      observer.fail(16, `the process of ${work} is told what is ${mark.work}'s (${message.kind})`);
}

/** 16: no secret leaves the machine that has read it. */
export function checkSaid(observer: Observer, message: AgentMessage): void {
  for (const { isSecret, work } of marksIn(message))
    if (isSecret) observer.fail(16, `the secret of ${work} leaves its machine (${message.kind})`);
}

export function checkJournaled(observer: Observer, batch: JournalBatch): void {
  for (const { isSecret, work } of marksIn(batch))
    if (isSecret) observer.fail(16, `the secret of ${work} stands in the journal`);
}
