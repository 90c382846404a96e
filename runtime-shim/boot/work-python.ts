import { createInterface } from "node:readline";
import type { Duplex } from "node:stream";
import { identityOf, Path } from "#sdk/path.ts";
import type { Work } from "#sdk/work.ts";
import type { WorkContext } from "./work-realm.ts";
import { writeField } from "./work-state.ts";

export interface PythonSession {
  readonly work: Work;
  readonly context: WorkContext;
}

/**
 * The work's end of the line to a Python child (runtime-shim/python/thunderhead): one JSON object a line.
 * Reports become public state; questions about Paths get one answer each; a notice is passed on.
 */
export function attachPython(stream: Duplex, { work, context }: PythonSession): void {
  const say = (message: object): void => void stream.write(`${JSON.stringify(message)}\n`);
  const waiting: (() => void)[] = [];
  const onNotice = async (notice: {
    readonly reason: string;
    readonly deadline: string;
  }): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    say({ kind: "interrupt", ...notice });
    await promise;
  };
  const release = (): void => {
    context.onNotice.delete(onNotice);
    for (const resolve of waiting.splice(0)) resolve();
  };
  // The child may end at any moment, with our answer half written.
  stream.on("error", release);
  stream.on("close", release);
  createInterface({ input: stream }).on("line", (line) => {
    const message = parse(line);
    if (message === undefined) return;
    // A script that does not use the module hears nothing: waiting for it would only cost the grace.
    if (message["kind"] === "ready") context.onNotice.add(onNotice);
    else if (message["kind"] === "interrupted") waiting.shift()?.();
    else
      answer(message, work).then(say, (error: unknown) =>
        say({ kind: "answer", request: message["request"], error: messageOf(error) }),
      );
  });
}

type Message = Readonly<Record<string, unknown>>;

async function answer(message: Message, work: Work): Promise<object> {
  const handler = handlers[String(message["kind"])];
  if (handler === undefined)
    throw new Error(
      `The work does not understand ${String(message["kind"])}; is the thunderhead module of another version?`,
    );
  return { kind: "answer", request: message["request"], value: await handler(message, work) };
}

const handlers: Readonly<Record<string, (message: Message, work: Work) => unknown>> = {
  report: ({ values }, work) => {
    const reports = { ...plain(Reflect.get(work, "reports")), ...plain(values) };
    writeField(work, "reports", reports);
  },
  progress: ({ done, total }, work) => void writeField(work, "progress", { done, total }),
  path: ({ name }, work) => ownPath(work, name).local,
  previous: ({ name }, work) => ownPath(work, name).previous,
  restore: ({ name }, work) => ownPath(work, name).restore(),
  publish: async ({ name, move }, work) =>
    (await ownPath(work, name).publish({ move: move === true })).version,
};

function ownPath(work: Work, name: unknown): Path {
  const fields = Object.entries(work).filter(([, value]) => value instanceof Path);
  for (const [field, value] of fields) {
    if (field === name && value instanceof Path && identityOf(value).owner !== undefined)
      return value;
  }
  const known = fields.map(([field]) => field).join(", ") || "none";
  throw new Error(
    `${work.name} has no Path in a field named ${String(name)}. Its Paths: ${known}.`,
  );
}

const plain = (value: unknown): object =>
  typeof value === "object" && value !== null ? value : {};

function parse(line: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    // A stray write to our descriptor must not end the work.
    return undefined;
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
