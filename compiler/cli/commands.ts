import { warmBundler } from "#emit/bundler.ts";
import type { DecisionFlag } from "#review/finding.ts";
import type { Invocation } from "./invocation.ts";
import { launchCommands } from "./launch-commands.ts";

export interface Flag {
  /** What stands after it, `PORT`; absent where the flag is a yes. */
  readonly value?: string;
  readonly summary: string;
  readonly repeated?: true;
  /** One letter: `-f`. */
  readonly short?: string;
}

export interface Command {
  readonly summary: string;
  /** What may stand after the command, as help prints it. */
  readonly argument: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** Flags that are the app's own are taken as they come; this says what they are. */
  readonly ownFlags?: string;
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
const events: Flag = { summary: "print one event per line on stdout, for programs" };
const stack: Flag = { value: "NAME", summary: "the deployment that is meant: dev, prod, …" };
const yes: Flag = { summary: "go ahead without asking" };
const backend: Flag = {
  value: "URL",
  summary: "where state is kept: s3://BUCKET, or local: this machine",
};
const target: Flag = { value: "NAME", summary: "what to compile for: aws (the default)" };

/** A decision: asked for by the review, given by name. */
const accept = (summary: string): Flag => ({ value: "NAME", summary, repeated: true });

const decisions = {
  "allow-exposure": accept("this may be reached by whom the review names"),
  "accept-orphan": accept("this data may stay without anybody who uses it"),
  "accept-loss": accept("this data may be deleted"),
  interrupt: accept("calls of this work may end"),
} satisfies Readonly<Record<DecisionFlag, Flag>>;

/** In the order help lists them. */
export const commands: Readonly<Record<string, Command>> = {
  run: {
    summary: "simulate the app here: one process and private directory per work",
    argument: "[app.ts]",
    flags: {
      port: {
        value: "PORT",
        summary: "port of console and routes (7501 or the next free one; 0 for any)",
      },
      "no-open": { summary: "do not open the console in a browser" },
      resume: { summary: "go on with the ledger of the last launch" },
      check: { summary: "run each tick twice, and fail where the two differ" },
      config: {
        value: "KEY=VALUE",
        summary: "a value of the app's `config`, any number of times",
        repeated: true,
      },
      json: { summary: "print one event per line on stdout, for programs" },
    },
    load: whileBundlerStarts(() => import("./commands/run.ts")),
  },
  ...launchCommands,
  check: {
    summary: "analyse only: problems, each with its place and a fix",
    argument: "[app.ts]",
    flags: {
      target,
      fix: { summary: "apply the fixes that are offered" },
      watch: { summary: "go on: an answer after each save, until Ctrl-C" },
      format: { value: "FORMAT", summary: "text (the default), json, or sarif for code scanning" },
      json,
    },
    load: whileBundlerStarts(() => import("./commands/check.ts")),
  },
  graph: {
    summary: "what the compiler saw: components, computes, ports, Paths, edges",
    argument: "[app.ts]",
    flags: { json, mermaid: { summary: "print a Mermaid diagram" } },
    load: () => import("./commands/graph.ts"),
  },
  gpus: {
    summary: "what fits a wish such as 80GB+ or A100:8, cheapest first, with zones and quota",
    argument: "[WISH]",
    flags: {
      target,
      region: { value: "NAME", summary: "another region than the configuration's" },
      json,
    },
    load: () => import("./commands/gpus.ts"),
  },
  permissions: {
    summary: "what whoever deploys, or steers it there, must be allowed: policies as JSON",
    argument: "[app.ts]",
    flags: {
      target,
      stack: {
        value: "NAME",
        summary: "of this one; else all of the app's deployments",
      },
    },
    load: () => import("./commands/permissions.ts"),
  },
  explain: {
    summary: "why: from a value, component, Path, resource or permission to its source line",
    argument: "NAME",
    flags: {
      app: { value: "FILE", summary: "the app (app.ts of this folder)" },
      permissions: { summary: "what NAME may do in the cloud, and what gives it to it" },
      target,
      json,
    },
    load: () => import("./commands/explain.ts"),
  },
  lsp: {
    summary: "speak the language server protocol on stdin and stdout, for editors",
    argument: "[app.ts]",
    flags: { target, stdio: { summary: "as it is anyway; editors pass it" } },
    load: () => import("./commands/lsp.ts"),
  },
  lock: {
    summary: "fix versions and hashes of what works install, in requirements.lock",
    argument: "[app.ts]",
    flags: {
      upgrade: { summary: "take the newest versions, of what is locked as well" },
      python: {
        value: "VERSION",
        summary: "the oldest Python that it must hold for (the one here)",
      },
    },
    load: () => import("./commands/lock.ts"),
  },
  compile: {
    summary: "write infra/: a Pulumi program, and one bundle per work",
    argument: "[app.ts]",
    flags: {
      target,
      check: { summary: "write nothing; fail when infra/ is stale" },
      keep: { summary: "leave generated files that were edited by hand as they are" },
      take: { summary: "replace generated files that were edited by hand" },
      eject: {
        value: "FILE",
        summary: "leave this file of infra/ to you from now on",
        repeated: true,
      },
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
  diff: {
    summary: "what would change: data, exposure, access, money, quota, identity, running",
    argument: "[rev..rev]",
    flags: {
      app: { value: "FILE", summary: "the app (app.ts of this folder)" },
      from: { value: "FOLDER", summary: "an app's folder or program in place of a revision" },
      to: { value: "FOLDER", summary: "likewise, for the new side (the working tree)" },
      "last-compile": { summary: "start from infra/ as it stands, not from HEAD" },
      stack: {
        value: "NAME",
        summary: "start from what this stack has deployed; its Pulumi.NAME.yaml counts (dev)",
      },
      backend,
      ...decisions,
      json,
      markdown: { summary: "print a comment for a pull request" },
    },
    load: whileBundlerStarts(() => import("./commands/diff.ts")),
  },
  deploy: {
    summary: "compile, show what would change, and run `pulumi up` on infra/",
    argument: "[app.ts]",
    flags: {
      stack,
      yes,
      backend,
      allow: {
        value: "CIDR",
        summary: "a network that may call the services, any number of times",
        repeated: true,
      },
      config: {
        value: "KEY=VALUE",
        summary: "a value of the app's `config`, kept in the stack, any number of times",
        repeated: true,
      },
      follow: { summary: "go on telling until its works run, as at a terminal anyway" },
      "keep-failed": {
        value: "TIME",
        summary: "how long machines stay, to be looked at, after a failure (0s)",
      },
      adopt: { summary: "take in the data that the last destroy kept" },
      reviewed: {
        value: "DIGEST",
        summary: "agree to the change that this digest of a review names, and to no other",
      },
      ...decisions,
      target,
      keep: { summary: "leave generated files that were edited by hand as they are" },
      take: { summary: "replace generated files that were edited by hand" },
      json: events,
    },
    load: whileBundlerStarts(() => import("./commands/deploy.ts")),
  },
  destroy: {
    summary: "remove what was deployed; volume, journal and data are kept",
    argument: "[app.ts]",
    flags: {
      stack,
      yes,
      backend,
      "delete-data": {
        value: "NAME",
        summary: "delete this data too, for good: a name that is kept, or all",
        repeated: true,
      },
      json: events,
    },
    load: () => import("./commands/destroy.ts"),
  },
  doctor: {
    summary: "what a deploy needs, what is missing, and the command that fixes it",
    argument: "[app.ts]",
    flags: { target, backend, json },
    load: whileBundlerStarts(() => import("./commands/doctor.ts")),
  },
};
