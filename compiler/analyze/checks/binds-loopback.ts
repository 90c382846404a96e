import { serviceBindsLoopback } from "#diagnostics/catalogue.gen.ts";
import type { Fix } from "#diagnostics/diagnostic.ts";
import type { Work } from "#graph/work.ts";
import type { PythonCall } from "#parse/python-source.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import type { Interpreter } from "../interpreter.ts";
import { textAt } from "../source-place.ts";
import type { Exec } from "../trace.ts";
import { spanOf } from "../value.ts";
import { allWorks } from "./all-works.ts";
import type { Picture } from "./checks.ts";
import { textOf, wordsIn } from "./command.ts";
import { loopbackCommands } from "./loopback-command.ts";
import { loopback, loopbackServer } from "./python-server.ts";
import { pythonWorks, spanOfPython } from "./python-works.ts";

/** A service that only its own machine could reach: by its options, its arguments, its own `listen`, its script. */
export function checkLoopback(interpreter: Interpreter, picture: Picture): void {
  const services = allWorks(picture).filter(({ port }) => port !== undefined);
  if (services.length === 0) return;
  const report = (work: Work, found: Found) => {
    const { span, fix, ...values } = found;
    interpreter.sink.report(serviceBindsLoopback(span, { ...values, work: work.name }, { fix }));
  };
  for (const work of services) {
    const all = [
      ...inOptions(work),
      ...inArguments(interpreter, picture, work),
      ...inListen(interpreter, picture, work),
      ...loopbackCommands(interpreter, picture, work),
    ];
    const found = all.length > 0 ? all : inScript(interpreter, picture, work);
    for (const one of found) report(work, one);
  }
}

interface Found {
  readonly span: Span;
  readonly what: string;
  readonly fix?: Fix | undefined;
}

const inOptions = ({ settings, span }: Work): readonly Found[] =>
  settings.host !== undefined && loopback.test(settings.host)
    ? [{ span, what: `its \`host\` is \`${settings.host}\`` }]
    : [];

const hostFlag = /^(?:-b|--(?:host|bind|address|listen|server[.-](?:address|name)))(?:=(.*))?$/u;

/** `--host 127.0.0.1` among what the script is started with. */
function inArguments(
  interpreter: Interpreter,
  { followed }: Picture,
  work: Work,
): readonly Found[] {
  return followed.every.execs.flatMap(({ work: object, contents: [list = []] }) => {
    if (graphName(object) !== work.name) return [];
    const words = wordsIn(list);
    return words.flatMap((word, index) => {
      const match = hostFlag.exec(textOf(word) ?? "");
      const value = match && (match[1] === undefined ? words[index + 1] : word);
      const host = match?.[1] ?? textOf(value ?? undefined);
      if (!value || host === undefined || !loopback.test(host)) return [];
      const span = spanOf(value);
      return [{ span, what: `its script is told \`${host}\``, fix: hostFix(interpreter, span) }];
    });
  });
}

/** The literal itself, where it stands among the arguments. */
function hostFix(interpreter: Interpreter, span: Span): Fix | undefined {
  if (!/^["'](?:127\.0\.0\.1|localhost|::1)["']$/u.test(textAt(interpreter, span)))
    return undefined;
  if (!inMethod(interpreter, span)) return undefined;
  return {
    title: "Listen on the host that the work is given",
    edits: [{ span, text: "this.host" }],
  };
}

const inMethod = (interpreter: Interpreter, span: Span): boolean =>
  /\bexec\s*\([^;]*$/u.test(
    textAt(interpreter, { ...span, start: Math.max(0, span.start - 200), end: span.start }),
  );

/** `server.listen(port, "127.0.0.1")` and `serve({ hostname: "localhost" })`. */
function inListen(interpreter: Interpreter, { followed }: Picture, work: Work): readonly Found[] {
  const calls = followed.every.openCalls.filter((call) => graphName(call.work) === work.name);
  return calls.flatMap(({ arguments: args, contents, span }) => {
    if (!/(?:^|\.)(?:listen|serve)\s*\(/u.test(textAt(interpreter, span))) return [];
    const plain = args.slice(0, 2).flatMap((value) => textOf(value) ?? []);
    const hosts = [...plain, ...contents.slice(0, 2).flatMap(hostsIn)];
    const host = hosts.find((one) => loopback.test(one));
    return host === undefined ? [] : [{ span, what: `it listens on \`${host}\`` }];
  });
}

const hostsIn = (inside: Exec["contents"][number]): readonly string[] =>
  inside.flatMap(([key, value]) =>
    key === "host" || key === "hostname" ? (textOf(value) ?? []) : [],
  );

/** What the script itself says, unless it is told another host. */
function inScript(interpreter: Interpreter, picture: Picture, work: Work): readonly Found[] {
  const python = pythonWorks(interpreter, picture).find((one) => one.work.name === work.name);
  if (python === undefined) return [];
  const execs = picture.followed.every.execs.filter((one) => graphName(one.work) === work.name);
  const words = execs.flatMap(wordsOf);
  for (const file of python.files) {
    for (const call of file.source.calls) {
      const what = loopbackServer(call, { python, words });
      if (what !== undefined) return [{ span: place(file, call), what }];
    }
  }
  return [];
}

/** Each as far as it is known; `undefined` stands for what is not. */
function wordsOf({
  arguments: [list],
  contents: [inside = []],
}: Exec): readonly (string | undefined)[] {
  if (list === undefined || list.kind === "known") return [];
  const complete = inside.find(([key]) => key === "length")?.[1].kind === "known";
  const words = wordsIn(inside).map(textOf);
  return list.kind === "object" && (complete || words.length > 0) ? words : [undefined];
}

const place = (file: Parameters<typeof spanOfPython>[0], call: PythonCall): Span =>
  spanOfPython(file, call);
