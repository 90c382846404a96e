/**
 * The AWS provider as a process that outlives a command. Starting it is a quarter of what a command computes,
 * so most lanes have one that all of their commands attach to; those that deny, cut off or kill leave its
 * start to the engine, as it is for people.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { environment, type Ground } from "./stack.ts";

export interface ProviderProcess {
  readonly port: number;
  readonly stop: () => void;
}

interface Options {
  /** An engine's address; without it one attaches itself. */
  readonly engine?: string;
  /** Of the program: assets are named relative to it. */
  readonly cwd?: string;
}

export async function startProviderProcess(
  ground: Ground,
  { engine, cwd }: Options,
): Promise<ProviderProcess> {
  const words = engine === undefined ? [] : [engine];
  const child = spawn(join(ground.plugins, "pulumi-resource-aws"), words, {
    cwd,
    env: environment(ground, "none"),
    stdio: ["ignore", "pipe", "ignore"],
  });
  return { port: await portOf(child), stop: () => void child.kill("SIGTERM") };
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.on("data", (data: Buffer) => {
      text += data.toString();
      if (text.includes("\n")) resolve(Number.parseInt(text, 10));
    });
    child.once("exit", (code) => reject(new Error(`The AWS provider ended with ${code}.`)));
  });
}
