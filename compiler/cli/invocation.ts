import { parseArgs } from "node:util";
import { cliUnknownCommand, cliUnknownFlag, cliWrongArgument } from "#diagnostics/catalogue.gen.ts";
import type { CollectingSink } from "#diagnostics/sink.ts";
import { type Command, commands, type Flag } from "./commands.ts";
import { nearestSentence } from "./nearest.ts";

/** One call of a command, its arguments read and found good. */
export interface Invocation {
  readonly command: string;
  readonly argument: string | undefined;
  readonly flags: Flags;
  /** Where the user stands, absolute. */
  readonly directory: string;
  readonly sink: CollectingSink;
}

export interface Flags {
  readonly has: (name: string) => boolean;
  readonly value: (name: string) => string | undefined;
  readonly values: (name: string) => readonly string[];
  /** What stands there that is no flag of the command: the app's own, in the order given. */
  readonly others: ReadonlyMap<string, string | undefined>;
}

export interface Words {
  readonly name: string;
  readonly command: Command;
  readonly argument: string | undefined;
  readonly flags: Flags;
}

/** Reads the words after a command's name; what they get wrong is reported, all of it. */
export async function readWords(
  [name = "", ...rest]: readonly string[],
  sink: CollectingSink,
): Promise<Words | undefined> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    const nearest = await nearestSentence(name, Object.keys(commands));
    sink.report(cliUnknownCommand(undefined, { command: name, nearest }));
    return undefined;
  }
  const { tokens } = parseArgs({
    args: command.ownFlags === undefined ? [...rest] : joined(rest, command),
    options: optionsOf(command.flags),
    strict: false,
    tokens: true,
  });
  const given = tokens.filter((token) => token.kind === "option");
  for (const { name: flag, rawName, value } of given) {
    if (command.ownFlags === undefined || command.flags[flag])
      await checkFlag({ flag: rawName, known: command.flags[flag], value, name, command }, sink);
  }
  const positionals = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  if (positionals.length > 1) {
    const detail = `it takes one ${command.argument}, not ${positionals.length} of them`;
    sink.report(cliWrongArgument(undefined, { command: name, detail }));
  }
  const flags = flagsOf(
    given.map(({ name: flag, value }) => [flag, value]),
    command,
  );
  return { name, command, argument: positionals[0], flags };
}

const optionsOf = (flags: Command["flags"]) =>
  Object.fromEntries(
    Object.entries(flags).map(([name, { value, short }]) => [
      name,
      {
        type: value === undefined ? ("boolean" as const) : ("string" as const),
        ...(short !== undefined && { short }),
      },
    ]),
  );

/** `--size 3` → `--size=3`, where nobody but the app knows whether a flag takes a value. */
function joined(words: readonly string[], { flags }: Command): string[] {
  const all: string[] = [];
  for (const word of words) {
    const before = all.at(-1) ?? "";
    const isOpen = /^--[^=]+$/.test(before) && flags[before.slice(2)] === undefined;
    if (isOpen && !word.startsWith("--")) all[all.length - 1] = `${before}=${word}`;
    else all.push(word);
  }
  return all;
}

interface GivenFlag {
  readonly flag: string;
  readonly known: Flag | undefined;
  readonly value: string | undefined;
  readonly name: string;
  readonly command: Command;
}

async function checkFlag(given: GivenFlag, sink: CollectingSink): Promise<void> {
  const { flag, known, value, name, command } = given;
  if (!known) {
    const all = Object.keys(command.flags).map((other) => `--${other}`);
    const nearest = await nearestSentence(flag, [...all, "--help"]);
    sink.report(cliUnknownFlag(undefined, { flag, command: name, nearest }));
  } else if (known.value !== undefined && (value === undefined || value === "")) {
    const detail = `\`${flag}\` needs a value: ${flag} ${known.value}`;
    sink.report(cliWrongArgument(undefined, { command: name, detail }));
  } else if (known.value === undefined && value !== undefined) {
    const detail = `\`${flag}\` takes no value`;
    sink.report(cliWrongArgument(undefined, { command: name, detail }));
  }
}

const flagsOf = (
  given: readonly (readonly [string, string | undefined])[],
  { flags }: Command,
): Flags => ({
  has: (name) => given.some(([flag]) => flag === name),
  value: (name) => given.findLast(([flag]) => flag === name)?.[1],
  values: (name) => given.flatMap(([flag, value]) => (flag === name ? [value ?? ""] : [])),
  others: new Map(given.filter(([flag]) => flags[flag] === undefined)),
});
