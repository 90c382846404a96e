import type { Work } from "#graph/work.ts";
import type { Span } from "#source/span.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Picture } from "./checks.ts";
import { commandsByWork, type Word } from "./command.ts";
import { ownCodeMatches } from "./own-code.ts";
import { loopback } from "./python-server.ts";

/** Programs that listen where a flag says; and those of them that listen on loopback where none does. */
const servers =
  /(?:^|\/)(?<name>uvicorn|hypercorn|gunicorn|flask|tensorboard|mlflow|jupyter|streamlit|fastapi|vllm|text-generation-launcher)$/u;
const shy = /(?:^|\/)(?:uvicorn|hypercorn|gunicorn|flask|tensorboard|mlflow|jupyter)$/u;

/** With `=` and a value, or before one; also what says it in another way: a socket, a file of settings. */
const tells =
  /^(?:-[bhc]|--(?:host|hostname|ip|server\.address|bind|bind_all|config|uds|fd|unix-socket|env-file))(?:=(?<value>.*))?$/u;

const variables = /(?:UVICORN|FLASK_RUN|MLFLOW|HYPERCORN)_HOST|GUNICORN_CMD_ARGS/u;

export interface LoopbackCommand {
  readonly span: Span;
  readonly what: string;
}

/** A server that the work starts for its own port. What it starts beside that is for itself. */
export function loopbackCommands(
  interpreter: Interpreter,
  picture: Picture,
  { name, port, settings }: Work,
): readonly LoopbackCommand[] {
  const commands = commandsByWork(interpreter, picture).get(name) ?? [];
  const found = commands.flatMap(({ words, ofScript }) =>
    ofScript || !servesOn(words, `${port?.number ?? ""}`) ? [] : boundTo(words),
  );
  const told = Object.keys(settings.env).some((variable) => variables.test(variable));
  return found.length > 0 && (told || ownCodeMatches(picture, name, variables)) ? [] : found;
}

const servesOn = (words: readonly Word[], port: string): boolean =>
  words.some(({ text = "" }, index) => {
    const before = words[index - 1]?.text ?? "";
    const isPort = /^(?:-p|--(?:server\.)?port)$/u.test(before) && text === port;
    return (
      isPort ||
      (/^--(?:server\.)?port=/u.test(text) && text.endsWith(`=${port}`)) ||
      text.endsWith(`:${port}`)
    );
  });

function boundTo(words: readonly Word[]): readonly LoopbackCommand[] {
  const program = words.find(({ text }) => servers.test(text ?? ""));
  if (program === undefined) return [];
  const name = `\`${servers.exec(program.text ?? "")?.groups?.["name"]}\``;
  for (const [index, word] of words.entries()) {
    const flag = tells.exec(word.text ?? "");
    if (flag === null) continue;
    const value = flag.groups?.["value"] ?? words[index + 1]?.text ?? "";
    const host = value.replace(/:\d+$/u, "");
    return loopback.test(host) ? [{ span: word.span, what: `${name} is told \`${host}\`` }] : [];
  }
  // What is not known may be the host.
  if (!shy.test(program.text ?? "") || words.some(({ text }) => text === undefined)) return [];
  return [{ span: program.span, what: `${name} listens on \`127.0.0.1\` unless told otherwise` }];
}
