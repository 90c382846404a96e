/** What works start other programs with, word by word: their script, a child process, what a script starts itself. */
import type { PythonSource, PythonToken } from "#parse/python-source.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import type { Interpreter } from "../interpreter.ts";
import { textAt } from "../source-place.ts";
import type { Exec } from "../trace.ts";
import { spanOf, type Value } from "../value.ts";
import type { Picture } from "./checks.ts";
import { type PythonFile, spanOfPython } from "./python-works.ts";

export interface Word {
  /** `undefined` where it is not known. */
  readonly text: string | undefined;
  readonly span: Span;
  /** The characters at `span` are the text itself, and belong to nobody else. */
  readonly literal: boolean;
}

export interface Command {
  readonly words: readonly Word[];
  /** Arguments of the work's own script. */
  readonly ofScript: boolean;
}

export const textOf = (value: Value | undefined): string | undefined =>
  value?.kind === "known" && typeof value.value === "string" ? value.value : undefined;

/** The elements of what was an array. */
export const wordsIn = (inside: Exec["contents"][number]): readonly Value[] =>
  inside.flatMap(([key, value]) => (/^\d+$/u.test(key) ? [value] : []));

type ByWork = ReadonlyMap<string | undefined, readonly Command[]>;

/** Several checks ask. */
const knownOf = new WeakMap<Picture, ByWork>();

/** By work; of scripts `commandsIn` tells. */
export function commandsByWork(interpreter: Interpreter, picture: Picture): ByWork {
  const found = knownOf.get(picture) ?? readAll(interpreter, picture);
  knownOf.set(picture, found);
  return found;
}

function readAll(interpreter: Interpreter, { followed }: Picture): ByWork {
  const wordOf = (value: Value) => wordsOfValue(interpreter, value);
  const { execs, openCalls } = followed.every;
  const started = execs.map(({ work, contents: [list = []] }) => ({
    work: graphName(work),
    words: wordsIn(list).flatMap(wordOf),
    ofScript: true,
  }));
  const starting = openCalls.filter(
    (call) => namesProgram(call) && !tells.test(textAt(interpreter, call.span)),
  );
  const called = starting.map(({ work, arguments: args, contents }) => ({
    work: graphName(work),
    words: args.flatMap((one, index) =>
      one.kind === "object" ? wordsIn(contents[index] ?? []).flatMap(wordOf) : wordOf(one),
    ),
    ofScript: false,
  }));
  return Map.groupBy([...started, ...called], ({ work }) => work);
}

/** Anything whose words are understood; most calls of a program name none. */
const programs =
  /(?:^|[\s/])(?:torchrun|accelerate|deepspeed|vllm|text-generation-launcher|hf|huggingface-cli|uvicorn|hypercorn|gunicorn|flask|tensorboard|mlflow|jupyter|streamlit|fastapi)(?:\s|$)|\b(?:torch\.distributed|vllm\.entrypoints|sglang)\./u;

const namesProgram = ({ arguments: args, contents }: Exec): boolean =>
  [...args, ...contents.flatMap(wordsIn)].some((value) => programs.test(textOf(value) ?? ""));

/** What is said to people starts nothing. */
const tells = /^[^(]*\b(?:log|info|warn|error|debug|trace|print|write)\w*\(/u;

/** A word, or those of a whole line for the shell. */
function wordsOfValue(interpreter: Interpreter, value: Value): readonly Word[] {
  const text = textOf(value);
  const span = spanOf(value);
  if (text === undefined) return [{ text, span, literal: false }];
  const literal = /^(["'`])(?<inside>.*)\1$/su.exec(textAt(interpreter, span))?.groups?.["inside"];
  return split(text, { span, from: literal === text ? span.start + 1 : undefined });
}

/** Each word at its place, where the characters of the source are those of the text. */
function split(
  text: string,
  { span, from }: { readonly span: Span; readonly from: number | undefined },
): readonly Word[] {
  return [...text.matchAll(/\S+/gu)].map(({ 0: word, index }) => {
    if (from === undefined) return { text: word, span, literal: false };
    const start = from + index;
    return { text: word, span: { ...span, start, end: start + word.length }, literal: true };
  });
}

/** Several works may run one script. */
const known = new WeakMap<PythonFile, readonly Command[]>();

/** Lists of words, and lines for the shell, that a script hands to something which starts a process. */
export function commandsIn(file: PythonFile): readonly Command[] {
  const found = known.get(file) ?? startedBy(file);
  known.set(file, found);
  return found;
}

function startedBy(file: PythonFile): readonly Command[] {
  const { source } = file;
  const wordOf = (token: PythonToken) => wordsOfToken(file, token);
  const lines = source.calls
    .filter(({ name }) => starts.test(name))
    .map(({ arguments: [first] }) => (first?.tokens ?? []).filter(isString));
  return [...lines, ...listsIn(source)].map((tokens) => ({
    words: tokens.flatMap(wordOf),
    ofScript: false,
  }));
}

const starts = /(?:^|\.)(?:run|call|check_call|check_output|Popen|system|popen|main)$/u;

const isString = ({ kind }: PythonToken): boolean => kind === "string";

/** `COMMAND = ["torchrun", "train.py"]`: the strings between two brackets. What stands in a call is there already. */
function listsIn({ tokens, calls }: PythonSource): readonly (readonly PythonToken[])[] {
  const inCalls = calls.filter(({ name }) => starts.test(name));
  return tokens.flatMap((token, index) => {
    if (token.kind !== "sign" || token.text !== "[" || tokens[index - 1]?.text !== "=") return [];
    if (inCalls.some(({ start, end }) => start <= token.start && token.end <= end)) return [];
    const length = tokens
      .slice(index)
      .findIndex(({ text, kind }) => kind === "sign" && text === "]");
    return [tokens.slice(index + 1, index + Math.max(length, 1)).filter(isString)];
  });
}

function wordsOfToken(file: PythonFile, { text, start, end }: PythonToken): readonly Word[] {
  const raw = file.source.text.slice(start, end);
  const from = raw === `"${text}"` || raw === `'${text}'` ? start + 1 : undefined;
  return split(text, { span: spanOfPython(file, { start, end }), from });
}
