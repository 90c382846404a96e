import { warmBundler } from "#emit/bundler.ts";
import type { Invocation } from "./invocation.ts";

export interface Flag {
  /** What stands after it, `PORT`; absent where the flag is a yes. */
  readonly value?: string;
  readonly summary: string;
  readonly repeated?: true;
}

export interface Command {
  readonly summary: string;
  /** What may stand after the command, as help prints it. */
  readonly argument: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** Each command is a module of its own, loaded when it is asked for. Resolves to the exit code. */
  readonly load: () => Promise<{ readonly run: (invocation: Invocation) => Promise<number> }>;
}

/** Its process takes as long to come up as this one takes to load the command and analyse the app. */
const whileBundlerStarts =
  <Module>(load: () => Promise<Module>) =>
  async (): Promise<Module> => {
    await warmBundler();
    return load();
  };

const json: Flag = { summary: "print JSON on stdout, for programs" };
const target: Flag = { value: "NAME", summary: "what to compile for: aws (the default)" };

/** In the order help lists them. */
export const commands: Readonly<Record<string, Command>> = {
  run: {
    summary: "simulate the app here: one process and private directory per work",
    argument: "[app.ts]",
    flags: {
      port: {
        value: "PORT",
        summary: "port of the console and the app's routes (7501, or the next free one)",
      },
      "no-open": { summary: "do not open the console in a browser" },
      resume: { summary: "go on with the ledger of the last launch" },
      config: {
        value: "KEY=VALUE",
        summary: "a value of the app's `config`, any number of times",
        repeated: true,
      },
      json: { summary: "print one event per line on stdout, for programs" },
    },
    load: whileBundlerStarts(() => import("./commands/run.ts")),
  },
  check: {
    summary: "analyse only: problems, each with its place and a fix",
    argument: "[app.ts]",
    flags: { target, fix: { summary: "apply the fixes that are offered" }, json },
    load: whileBundlerStarts(() => import("./commands/check.ts")),
  },
  graph: {
    summary: "what the compiler saw: components, computes, ports, Paths, edges",
    argument: "[app.ts]",
    flags: { json, mermaid: { summary: "print a Mermaid diagram" } },
    load: () => import("./commands/graph.ts"),
  },
  compile: {
    summary: "write infra/: a Pulumi program, and one bundle per work",
    argument: "[app.ts]",
    flags: {
      target,
      check: { summary: "write nothing; fail when infra/ is stale" },
      keep: { summary: "leave generated files that were edited by hand as they are" },
      take: { summary: "replace generated files that were edited by hand" },
      rename: {
        value: "OLD=NEW",
        summary: "confirm that a component or Path is called otherwise now, any number of times",
        repeated: true,
      },
      json,
    },
    load: whileBundlerStarts(() => import("./commands/compile.ts")),
  },
  resources: {
    summary: "what the program in infra/ would register, without credentials",
    argument: "[infra]",
    flags: { json },
    load: () => import("./commands/resources.ts"),
  },
};
