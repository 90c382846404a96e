import type { Command, Flag } from "./commands.ts";

const app: Flag = { value: "FILE", summary: "the app (app.ts of this folder)" };
const stack: Flag = { value: "NAME", summary: "what this deployment runs, not what runs here" };
const backend: Flag = { value: "URL", summary: "where the deployment's state is kept" };
const deployed = { stack, backend } as const;
const json: Flag = { summary: "print JSON on stdout, for programs" };

/** About the launch that runs here, or the last one; found from the app's folder, without a port. */
export const launchCommands: Readonly<Record<string, Command>> = {
  logs: {
    summary: "the app's lines; with --why, what ran, was skipped or waits, and for what",
    argument: "[WORK]",
    flags: {
      follow: { short: "f", summary: "go on with new lines until the launch ends" },
      why: { summary: "say of each call whether it ran, was skipped or waits, and why" },
      app,
      ...deployed,
      json,
    },
    load: () => import("./commands/logs.ts"),
  },
  ps: {
    summary: "components of the launch: what each does, since when, where it answers",
    argument: "",
    flags: { app, ...deployed, json },
    load: () => import("./commands/ps.ts"),
  },
  open: {
    summary: "open the console so that it may write; prints the link, which is good once",
    argument: "[service]",
    flags: {
      app,
      stack: { value: "NAME", summary: "the console of this deployment, or a service of it" },
      backend,
      "no-open": { summary: "only print the address of what is deployed" },
    },
    load: () => import("./commands/open.ts"),
  },
  ssh: {
    summary: "a shell on the machine of a deployed work: its name, a machine's, or `controller`",
    argument: "WORK",
    flags: { ...deployed, app },
    load: () => import("./commands/ssh.ts"),
  },
  command: {
    summary: "call one of the app's commands: `command retrain --epochs 20`",
    argument: "NAME",
    ownFlags: "arguments of the app's command, as JSON or plain text",
    flags: { app, ...deployed, json },
    load: () => import("./commands/command.ts"),
  },
  interrupt: {
    summary: "give a running work notice, as a spot machine would",
    argument: "WORK",
    flags: { notice: { value: "TIME", summary: "how long it has (120s)" }, app, ...deployed },
    load: () => import("./commands/interrupt.ts"),
  },
  rerun: {
    summary: "run a work's last call again, in the running launch or the next --resume",
    argument: "WORK",
    flags: {
      downstream: { summary: "and after it the calls that read its Paths" },
      app,
      ...deployed,
    },
    load: () => import("./commands/rerun.ts"),
  },
  stop: {
    summary: "stop the launch as Ctrl-C would; `run --resume` goes on with it",
    argument: "",
    flags: { app, ...deployed },
    load: () => import("./commands/stop.ts"),
  },
  reset: {
    summary: "forget all launches here: ledgers, state, Paths, logs",
    argument: "",
    flags: { yes: { summary: "go ahead without asking" }, app },
    load: () => import("./commands/reset.ts"),
  },
};
