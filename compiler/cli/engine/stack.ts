/** Which stack, and where its state is kept: said openly, asked where it is not, and never chosen silently. */
import { array, boolean, object, optional, parse, string } from "valibot";
import {
  deployBackendFailed,
  deployEngineFailed,
  deployNoBackend,
  deployNoPulumi,
  deployNoStack,
  deployPassphraseMissing,
  deployUnknownStack,
} from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import { listWords } from "#diagnostics/words.ts";
import type { Flags, Invocation } from "../invocation.ts";
import { say } from "../render/print.ts";
import { mendState } from "./mend-state.ts";
import { askUser, isInteractive } from "./prompt.ts";
import { ask, type Engine, findPulumi } from "./pulumi.ts";

export interface Stack {
  readonly engine: Engine;
  readonly name: string;
  /** `s3://bucket`, `file://~`, `https://api.pulumi.com` */
  readonly backend: string;
  /** Made just now. */
  readonly isNew: boolean;
}

export interface Wanted {
  /** Absolute. */
  readonly infra: string;
  readonly project: string;
  /** A stack that is not there is made. */
  readonly create: boolean;
}

/** `undefined` where something is missing; the sink has heard what. */
export async function chooseStack(
  invocation: Pick<Invocation, "flags" | "sink">,
  wanted: Wanted,
): Promise<Stack | undefined> {
  const { flags, sink } = invocation;
  const program = findPulumi();
  if (program === undefined) {
    sink.report(deployNoPulumi(undefined, { program: "PATH" }));
    return undefined;
  }
  const bare: Engine = { program, infra: wanted.infra, env: {} };
  const place = await chooseBackend(bare, { flags, sink, project: wanted.project });
  if (!place) return undefined;
  const known = await stacksIn(place, sink);
  const name = known && (await chooseName(known, { flags, sink }));
  if (name === undefined) return undefined;
  const isNew = !known?.some((one) => one.name === name);
  if (isNew && !(await makeStack(place, { name, known: known ?? [], wanted, sink }))) {
    return undefined;
  }
  const { engine, backend } = place;
  return {
    engine: { ...engine, env: { ...engine.env, PULUMI_STACK: name } },
    name,
    backend,
    isNew,
  };
}

interface Place {
  readonly engine: Engine;
  readonly backend: string;
}

interface Choosing {
  readonly flags: Flags;
  readonly sink: Sink;
}

const account = object({ url: optional(string(), "") });

async function chooseBackend(
  engine: Engine,
  { flags, sink, project }: Choosing & { readonly project: string },
): Promise<Place | undefined> {
  const given = flags.value("backend") ?? process.env["PULUMI_BACKEND_URL"];
  if (given) return placeAt(engine, given);
  const { code, stdout } = await ask(engine, ["whoami", "--json"]);
  if (code === 0) return { engine, backend: parse(account, JSON.parse(stdout)).url };
  if (isInteractive(flags)) {
    const chosen = await askBackend();
    if (chosen !== undefined) return placeAt(engine, chosen);
  }
  sink.report(deployNoBackend(undefined, { project }));
  return undefined;
}

function placeAt(engine: Engine, given: string): Place {
  const backend = given === "local" ? "file://~" : given;
  return { engine: { ...engine, env: { ...engine.env, PULUMI_BACKEND_URL: backend } }, backend };
}

async function askBackend(): Promise<string | undefined> {
  say(`Where is the state of the stack to be kept? It ties the program to what runs in your account.
  s3://BUCKET                a bucket of yours, for a team
  local                      this machine alone (~/.pulumi)
  https://api.pulumi.com     Pulumi Cloud, after \`pulumi login\`
\`pulumi login\` with the same address remembers the choice.`);
  return askUser("state: ");
}

const stacks = array(object({ name: string(), current: optional(boolean(), false) }));
type Known = readonly { readonly name: string; readonly current: boolean }[];

async function stacksIn({ engine, backend }: Place, sink: Sink): Promise<Known | undefined> {
  const { code, stdout, stderr } = await ask(engine, ["stack", "ls", "--json"]);
  if (code === 0) return parse(stacks, JSON.parse(stdout));
  if (/\bEOF\b/.test(stderr) && mendState(backend) > 0) {
    say("Removed an empty file that a killed update left in the state; the state itself is whole.");
    return stacksIn({ engine, backend }, sink);
  }
  sink.report(deployBackendFailed(undefined, { backend, detail: lastError(stderr) }));
  return undefined;
}

async function chooseName(known: Known, { flags, sink }: Choosing): Promise<string | undefined> {
  const given =
    flags.value("stack") ||
    process.env["PULUMI_STACK"] ||
    known.find(({ current }) => current)?.name;
  if (given !== undefined && given !== "") return given;
  if (isInteractive(flags)) {
    const answer = await askUser("stack [dev]: ", "dev");
    if (answer !== undefined) return answer;
  }
  sink.report(deployNoStack(undefined, { known: knownSentence(known) }));
  return undefined;
}

interface Making {
  readonly name: string;
  readonly known: Known;
  readonly wanted: Wanted;
  readonly sink: Sink;
}

async function makeStack({ engine }: Place, making: Making): Promise<boolean> {
  const { name, known, wanted, sink } = making;
  if (!wanted.create) {
    sink.report(deployUnknownStack(undefined, { stack: name, known: knownSentence(known) }));
    return false;
  }
  const { code, stderr } = await ask(engine, ["stack", "init", name]);
  if (code !== 0) reportEngine(stderr, { stack: name, sink });
  return code === 0;
}

function knownSentence(known: Known): string {
  if (known.length === 0) return "There is none yet.";
  return `There is ${listWords(
    known.map(({ name }) => name),
    "and",
  )}.`;
}

/** What a short command of the engine's said when it failed. */
export function reportEngine(
  stderr: string,
  { stack, sink }: { readonly stack: string; readonly sink: Sink },
): void {
  if (/passphrase must be set|incorrect passphrase/.test(stderr)) {
    sink.report(deployPassphraseMissing(undefined, { stack }));
  } else {
    sink.report(deployEngineFailed(undefined, { detail: lastError(stderr) }));
  }
}

/** Without its `error: ` and what comes before. */
export function lastError(text: string): string {
  const at = text.lastIndexOf("error: ");
  return (at < 0 ? text : text.slice(at + "error: ".length)).trim() || "it does not say why.";
}
