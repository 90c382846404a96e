import { join } from "node:path";
import type { StatePatch } from "#protocol/agent.ts";
import { bundlePath } from "#protocol/manifest.ts";
import type { FlowOperations, Realm, WorkOperations } from "#sdk/realm.ts";
import type { Beginning, WorkChannel } from "./work-channel.ts";
import { workDrives } from "./work-drives.ts";
import { workPaths } from "./work-paths.ts";
import { runScript } from "./work-script.ts";

/** What one work's process knows besides its order; shared by the parts of the host. */
export interface WorkContext {
  readonly beginning: Beginning;
  readonly channel: WorkChannel;
  /** Aborts when the attempt is to end. */
  readonly ending: AbortController;
  /** Whether user code looks at the signal, and may be trusted to end by itself. */
  signalSeen: boolean;
  url: string;
  /** Called with each notice; Python children add theirs. */
  readonly onNotice: Set<
    (notice: { readonly reason: string; readonly deadline: string }) => Promise<void>
  >;
}

/** The realm of a work's own process: its Paths, port and signal are real, and a flow's members name the flow. */
export function workRealm(context: WorkContext): Realm {
  const { beginning, channel } = context;
  const { order } = beginning;
  return {
    work: (target) => target,
    flow: (target) => target,
    map: (target) => target,
    // A work's bundle holds its class alone; an app in it would be one that the compiler could not cut off.
    app: () => {},
    works: workOperations(context),
    flows: flowOperations,
    paths: workPaths(beginning, channel),
    drives: workDrives(channel),
    secret: (name) => channel.secret(name),
    config: (name, fallback) => {
      const value = order.config[name] ?? fallback;
      if (value === undefined)
        throw new Error(
          `Configuration ${name} has no value. Give one with --config ${name}=…, or a fallback in the code.`,
        );
      return value;
    },
    asset: (relative) => join(beginning.places.bundle, bundlePath(relative)),
  };
}

function workOperations(context: WorkContext): WorkOperations {
  const { order, places } = context.beginning;
  return {
    name: () => order.work,
    host: () => order.host ?? "127.0.0.1",
    port: () => {
      if (order.port !== undefined) return order.port;
      throw new Error(
        `\`service/no-port\`: ${order.work} has no port. Declare one: super({ port: 8000 }), or port: 0 for any free one.`,
      );
    },
    url: () => context.url,
    internalUrl: () =>
      order.port === undefined ? "" : `http://${order.host ?? "127.0.0.1"}:${order.port}`,
    signal: () => {
      context.signalSeen = true;
      return context.ending.signal;
    },
    attempt: () => order.attempt,
    callId: () => order.call,
    node: () => places.node ?? alone,
    runPython: (work, run) => runScript({ work, context }, run),
    statuses: () => flowOnly("status"),
    machine: () => "on",
    counts: () => flowOnly("numSuccesses and numFailures"),
    again: () => flowOnly("again()"),
    start: () => flowOnly("start()"),
    ready: () => flowOnly("ready()"),
    stop: () => flowOnly("stop()"),
    restart: () => flowOnly("restart()"),
  };
}

const flowOperations: FlowOperations = {
  name: () => flowOnly("A flow's name"),
  step: () => flowOnly("step()"),
  sleep: () => flowOnly("sleep()"),
  elapsed: () => flowOnly("elapsed()"),
  once: () => flowOnly("once()"),
  every: () => flowOnly("every()"),
  schedule: () => flowOnly("schedule()"),
  peek: () => flowOnly("peek()"),
  stop: () => flowOnly("stop()"),
  fail: () => flowOnly("fail()"),
};

function flowOnly(member: string): never {
  throw new Error(
    `${member} belongs to the flow: a work's own process does not know it. Call it where the flow's run() does.`,
  );
}

/** A work of one node meets nobody. */
const alone = { rank: 0, count: 1, mainAddress: "127.0.0.1", mainPort: 29_500 } as const;

/** A patch with nothing in it. */
export const noChange: StatePatch = { set: {}, removed: [] };
