/**
 * What a person does with a deployed app, done to a rehearsed one: `thunderhead` itself, at a terminal outside of the
 * app's network, which reaches the controller as it would on AWS: its place from the table, its port by a session.
 */

import { spawn, spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { DescribeLogGroupsCommand, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { program } from "../engine/checkout.ts";
import { commandEnvironment, type Ended, ended } from "../engine/command.ts";
import { expectAnswer, until } from "./expect.ts";
import type { Rehearsal } from "./rehearsal.ts";

type Verb = (rehearsal: Rehearsal, terminal: Terminal) => Promise<void>;

interface Terminal {
  /** To its end, or until what it has said satisfies; then it gets Ctrl-C. */
  type(
    words: readonly string[],
    more?: { input?: string; until?: string; code?: number },
  ): Promise<Ended>;
}

const stack = ["--stack", "dev"] as const;
const hello = { port: 1111, path: "/file", contains: "Hello there!" };

export async function allVerbs(rehearsal: Rehearsal, say: (line: string) => void): Promise<void> {
  const terminal = terminalOf(rehearsal);
  for (const [name, verb] of Object.entries(verbs)) {
    const begun = performance.now();
    await verb(rehearsal, terminal);
    say(`thunderhead ${name}: ${Math.round((performance.now() - begun) / 1000)} s`);
  }
}

/** The last of them: afterwards there is nothing to ask. */
export async function destroyed(rehearsal: Rehearsal, say: (line: string) => void): Promise<void> {
  const { type } = terminalOf(rehearsal);
  const { stderr } = await type(["destroy", "--yes", ...stack]);
  expectText(stderr, "Kept in the account", "volume");
  await until(async () => rehearsal.cloud.machines().length === 0, "All machines are ended");
  expectText((await type(["ps", ...stack], { code: 2 })).stderr, "nothing of it is deployed");
  say("thunderhead destroy: no machine is left, and the data is kept");
}

const verbs: Readonly<Record<string, Verb>> = {
  ps: async ({ cloud }, { type }) => {
    const { stdout } = await type(["ps", ...stack]);
    const [machine] = cloud.machines("default");
    expectText(stdout, "serve", "running", machine?.id ?? "no machine", "contents", "node");
  },
  "logs -f": async (_, { type }) => {
    const { stdout } = await type(["logs", "-f", "serve", ...stack], { until: "Uvicorn running" });
    expectText(stdout, "serve | ");
    const { stdout: why } = await type(["logs", "--why", ...stack]);
    expectText(why, "source", "serve");
  },
  open: async (_, { type }) => {
    const { stdout } = await type(["open", "--no-open", ...stack], { until: "?token=" });
    expectText(stdout, "http://127.0.0.1:");
  },
  ssh: async (_, { type }) => {
    const input = "cat /var/lib/thunderhead/boot.phases\n";
    expectText((await type(["ssh", "serve", ...stack], { input })).stdout, "runtime ");
    expectText((await type(["ssh", "controller", ...stack], { input })).stdout, "runtime ");
  },
  interrupt: async (rehearsal, { type }) => {
    await type(["interrupt", "serve", "--notice", "3s", ...stack]);
    await until(async () => {
      const { stdout } = await type(["ps", "--json", ...stack]);
      const { serve } = JSON.parse(stdout).components;
      return serve.attempt > 1 && serve.status.stage === "running";
    }, "Another attempt runs");
    await expectAnswer(rehearsal, hello);
  },
  rerun: async (_, { type }) => {
    expectText((await type(["rerun", "source", ...stack])).stderr, "source runs again.");
    await until(async () => {
      const { stdout } = await type(["ps", "--json", ...stack]);
      return JSON.parse(stdout).components.source.status.stage === "succeeded";
    }, "source has run again");
  },
  "deploy --follow": async (_, { type }) => {
    const { stderr } = await type(["deploy", "--yes", "--follow", ...stack]);
    expectText(stderr, "up after", "serve  running");
  },
  "logs that outlive machines": async ({ cloud: { aws } }) => {
    const { logGroups = [] } = await aws.logs.send(new DescribeLogGroupsCommand({}));
    const kept = await Promise.all(
      logGroups.map(({ logGroupName }) =>
        aws.logs.send(new FilterLogEventsCommand({ logGroupName })),
      ),
    );
    const lines = kept.flatMap(({ events = [] }) => events.map(({ message = "" }) => message));
    expectText(lines.join("\n"), "Uvicorn running", "is up");
  },
  stop: async ({ cloud }, { type }) => {
    await type(["stop", ...stack]);
    await until(async () => cloud.machines("default").length === 0, "The work's machine is ended");
    // Its console stays, and tells how it stands.
    expectText((await type(["ps", ...stack])).stdout, "serve", "stopped");
  },
};

function terminalOf({ checkout, ground, cloud }: Rehearsal): Terminal {
  const bin = join(checkout.directory, "terminal");
  const machines = join(bin, "machines");
  mkdirSync(machines, { recursive: true });
  copyFileSync(join(import.meta.dirname, "aws-sessions.mjs"), join(bin, "aws.mjs"));
  writeFileSync(
    join(bin, "aws"),
    `#!/bin/bash\nexec "${process.execPath}" "${bin}/aws.mjs" "$@"\n`,
  );
  chmodSync(join(bin, "aws"), 0o755);
  const real = spawnSync("bash", ["-c", "command -v aws"], { encoding: "utf8" }).stdout.trim();
  const given = commandEnvironment(ground);
  const env = {
    ...given,
    PATH: `${bin}${delimiter}${given["PATH"]}`,
    REHEARSAL_AWS: real,
    REHEARSAL_MACHINES: machines,
  };
  return {
    type: async (words, { input, until: wanted, code = 0 } = {}) => {
      rmSync(machines, { recursive: true });
      mkdirSync(machines);
      for (const { id, pid, root } of cloud.machines())
        writeFileSync(join(machines, id), `${pid} ${root}`);
      const child = spawn(process.execPath, [program, ...words], { cwd: checkout.app, env });
      child.stdin.end(input ?? "");
      let said = "";
      child.stdout.on("data", (data: Buffer) => {
        said += data.toString();
        if (wanted !== undefined && said.includes(wanted)) child.kill("SIGINT");
      });
      const timer = setTimeout(() => child.kill("SIGKILL"), 120_000);
      const ran = await ended(child);
      clearTimeout(timer);
      if (wanted === undefined && ran.code !== code)
        throw new Error(
          `\`thunderhead ${words.join(" ")}\` ended with ${ran.code}:\n${ran.stderr}`,
        );
      return ran;
    },
  };
}

function expectText(text: string, ...parts: readonly string[]): void {
  for (const part of parts)
    if (!text.includes(part)) throw new Error(`"${part}" is not in what was said:\n${text}`);
}
