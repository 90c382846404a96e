/** From what the engine says in its own words to diagnostics: with the component, the line and the way out. */
import { hostname } from "node:os";
import {
  deployCloudUnreachable,
  deployCredentials,
  deployEngineFailed,
  deployInterrupted,
  deployLocked,
  deployNameTaken,
  deployNameTooLong,
  deployPassphraseMissing,
  deployPermissionDenied,
  deployProtected,
  deployQuotaReached,
  deployRefused,
} from "#diagnostics/catalogue.gen.ts";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import type { Deployment, Refusal, RefusalKind } from "#plan/deployment.ts";
import { type EngineEvent, typeWords, urnParts } from "./events.ts";
import type { Owner, Owners } from "./owners.ts";
import { lastError } from "./stack.ts";

export interface Situation {
  readonly deployment: Pick<Deployment, "cloud" | "refusal">;
  readonly owners: Owners;
  readonly stack: string;
  /** Of the Pulumi project. */
  readonly project: string;
}

export type Problem = Extract<EngineEvent, { kind: "problem" }>;

/** Each problem once, in the order in which they came; `stderr` counts where the events say nothing. */
export function refusals(
  problems: readonly Problem[],
  stderr: string,
  situation: Situation,
): readonly Diagnostic[] {
  const pending = problems.flatMap((problem) => interrupted(problem, situation));
  const errors = distinct(problems.filter(({ severity }) => severity === "error").map(normal));
  const refused = errors.map((problem) => refusalOf(problem, situation));
  if (refused.length > 0 || !/\berror: /.test(stderr)) return [...pending, ...refused];
  return [...pending, engineProblem(stderr, situation)];
}

/** Providers log an error and return it, in wrappings of their own. */
function normal(problem: Problem): Problem {
  const message = problem.message
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours that a provider did not leave out
    .replace(/\u001b\[[0-9;]*m/g, "")
    .replace(/^\s*\[ERROR\]\s*(: )?/, "")
    .replace(/^\S+\.go:\d+: (sdk\.\S+: )?/, "")
    .replace(/^\d+ errors? occurred:\s*\n\s*\* /, "")
    .replace(/: provider=\S+\s*$/, "")
    .replace(/[:\s]+$/, "");
  return { ...problem, message };
}

function distinct(problems: readonly Problem[]): readonly Problem[] {
  const own = problems.filter(({ message }) => message !== "update failed" && message !== "");
  return own.filter(({ urn, message }, index) => {
    const before = own.slice(0, index).some((one) => one.message === message && one.urn === urn);
    const elsewhere = urn === undefined && own.some((one) => one.urn && saysSame(one, message));
    return !before && !elsewhere;
  });
}

/** The log has the parts of one error in another order: the longest part tells. */
function saysSame(one: Problem, message: string): boolean {
  const longest = message.split("\n").toSorted((a, b) => b.length - a.length)[0] ?? message;
  return one.message.includes(longest);
}

function refusalOf({ urn, message }: Problem, situation: Situation): Diagnostic {
  const refusal = situation.deployment.refusal(message);
  const owner = urn === undefined ? undefined : situation.owners(urn);
  const resource = urn === undefined ? "a resource" : phrase(urn, owner);
  if (/is protected|unable to (replace|delete) resource/.test(message)) {
    const way = "`thunderhead destroy` keeps it and removes the rest.";
    return deployProtected(owner?.span, { resource: capital(resource), way });
  }
  if (refusal) return tell({ refusal, resource, owner, situation });
  if (urn === undefined) return deployEngineFailed(undefined, { detail: message });
  return deployRefused(owner?.span, { resource: capital(resource), detail: sentence(message) });
}

interface Telling {
  readonly refusal: Refusal;
  readonly resource: string;
  readonly owner: Owner | undefined;
  readonly situation: Situation;
}

type Of<Kind extends RefusalKind> = Extract<Refusal, { kind: Kind }>;
type Tellers = {
  readonly [Kind in RefusalKind]: (refusal: Of<Kind>, telling: Telling) => Diagnostic;
};

const tellers: Tellers = {
  taken: ({ detail }, { resource, owner }) =>
    deployNameTaken(owner?.span, { resource: capital(resource), detail: sentence(detail) }),
  quota: ({ detail, raise }, { resource, owner }) =>
    deployQuotaReached(owner?.span, {
      resource: capital(resource),
      detail: sentence(detail),
      raise,
    }),
  denied: ({ permission, who }, { resource, owner }) =>
    deployPermissionDenied(owner?.span, { resource, permission, who }),
  tooLong: ({ detail }, { resource, owner }) =>
    deployNameTooLong(owner?.span, { resource: capital(resource), detail: sentence(detail) }),
  // These two are nobody's in the app: the resource was only the first to ask.
  unreachable: ({ detail }, { situation }) =>
    deployCloudUnreachable(undefined, {
      cloud: situation.deployment.cloud,
      detail: sentence(detail),
    }),
  credentials: ({ detail, command }, { situation }) =>
    deployCredentials(undefined, {
      cloud: situation.deployment.cloud,
      detail: sentence(detail),
      command,
    }),
};

function tell(telling: Telling): Diagnostic {
  const teller: (refusal: never, telling: Telling) => Diagnostic = tellers[telling.refusal.kind];
  return Reflect.apply(teller, undefined, [telling.refusal, telling]);
}

/** `the load balancer `services` (infra/balancer.ts)`, `the log group `serve` of `serve``. */
export function phrase(urn: string, owner: Owner | undefined): string {
  const { type, name } = urnParts(urn);
  const what = `the ${typeWords(type)} \`${name}\``;
  if (owner?.component !== undefined) {
    const whose = owner.component === "root" ? "controller" : owner.component;
    return whose === name ? what : `${what} of \`${whose}\``;
  }
  return `${what} (${owner?.file === undefined ? "not Thunderhead's" : `infra/${owner.file}`})`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const sentence = (text: string): string => (/[.!?]$/.test(text.trim()) ? text : `${text.trim()}.`);

function interrupted(problem: Problem, situation: Situation): readonly Diagnostic[] {
  if (!/pending operations?/.test(problem.message)) return [];
  const found = problem.message.matchAll(/\* (urn:\S+), interrupted while (\w+)/g);
  const tag = `thunderhead:app=${situation.project}-${situation.stack}`;
  return [...found].map(([, urn = "", doing = ""]) => {
    const owner = situation.owners(urn);
    return deployInterrupted(owner.span, { resource: phrase(urn, owner), doing, tag });
  });
}

/** Who holds the lock of a stack, as the engine names them. */
export interface Holder {
  readonly who: string;
  readonly host: string;
  readonly pid: number;
  readonly since: string;
}

export function lockHolder(stderr: string): Holder | undefined {
  const found = /created by (\S+)@(\S+) \(pid (\d+)\) at (\S+)/.exec(stderr);
  if (!found) return undefined;
  const [, who = "", host = "", pid = "", since = ""] = found;
  return { who, host, pid: Number(pid), since };
}

/** Its process was on this machine, and is no more: nobody is at work on the stack. */
export function isStale({ host, pid }: Holder): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

function engineProblem(stderr: string, { stack }: Situation): Diagnostic {
  if (/passphrase must be set|incorrect passphrase/.test(stderr)) {
    return deployPassphraseMissing(undefined, { stack });
  }
  const holder = lockHolder(stderr);
  if (holder || /Another update is currently in progress/.test(stderr)) {
    return deployLocked(undefined, lockedValues(stack, holder));
  }
  return deployEngineFailed(undefined, { detail: lastError(stderr) });
}

function lockedValues(stack: string, holder: Holder | undefined) {
  const cancel = `\`pulumi cancel --cwd infra --stack ${stack}\``;
  if (!holder) return { stack, holder: "another update", way: "Wait for it to end." };
  const { who, host, pid, since } = holder;
  const named = `${who}@${host} (process ${pid}), since ${since}`;
  return isStale(holder)
    ? { stack, holder: named, way: `That process is gone: ${cancel} removes its lock.` }
    : { stack, holder: named, way: `Wait for it to end; if it was killed, ${cancel}.` };
}
