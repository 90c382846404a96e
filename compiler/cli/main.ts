/**
 * Cli: the one room that prints and exits. A command is a module below `commands/`, loaded when it is asked
 * for; it reports expected problems into the invocation's sink and answers with an exit code. Data goes to
 * stdout, everything else to stderr. Nothing here decides what a program contains.
 *
 * Exit codes: 0 done · 1 the app failed, or our bug · 2 diagnostics or bad input · 4 a decision is needed.
 */
import { collectingSink } from "#diagnostics/sink.ts";
import { commands } from "./commands.ts";
import { readWords } from "./invocation.ts";
import { print } from "./render/print.ts";

export async function main(words: readonly string[]): Promise<void> {
  try {
    process.exitCode = await execute(words);
  } catch (error) {
    const { printBug } = await import("./render/bug.ts");
    printBug(error, words);
    process.exitCode = 1;
  }
}

async function execute(words: readonly string[]): Promise<number> {
  if (words.length === 0 || isHelp(words[0])) return printHelp(words[1]);
  if (words[0] === "--version" || words[0] === "-v") return printVersion();
  const sink = collectingSink();
  if (words.some(isHelpFlag)) return printHelp(words[0]);
  const read = await readWords(words, sink);
  if (!read || sink.hasErrors()) {
    const { printDiagnostics } = await import("./render/diagnostics.ts");
    await printDiagnostics(sink.diagnostics());
    return 2;
  }
  const { command, ...rest } = read;
  const { run } = await command.load();
  return run({ ...rest, command: read.name, directory: process.cwd(), sink });
}

const isHelp = (word: string | undefined): boolean => word === "help" || isHelpFlag(word ?? "");
const isHelpFlag = (word: string): boolean => word === "--help" || word === "-h";

async function printHelp(name: string | undefined): Promise<number> {
  const { commandHelp, help } = await import("./help.ts");
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  print(name !== undefined && command ? commandHelp(name, command) : help());
  return 0;
}

async function printVersion(): Promise<number> {
  const { version } = await import("./version.ts");
  print(`${version()}\n`);
  return 0;
}
