import type { ComponentStatus, ConsoleMessage, PathFlow } from "#protocol/api.ts";
import { component, hello, line, logs, status } from "./messages.ts";

/** The boring app at four moments of its life. */
export const title = "Boring";

const paths: readonly PathFlow[] = [
  { name: "source.boringFile", producer: "source", consumers: ["serve"] },
];
const flow = component({ kind: "flow", class: "app.ts#Boring", stage: "running", at: 0 });
const source = (stage: ComponentStatus["status"]["stage"]): ComponentStatus =>
  component({ class: "app.ts#SourceFile", stage, at: stage === "succeeded" ? 2 : 1 });
const serve = component({ class: "app.ts#ServeFile", stage: "pending" });

export const starting: readonly ConsoleMessage[] = [
  hello(title),
  status(
    title,
    {
      root: flow,
      source: source("succeeded"),
      serve: {
        ...serve,
        machine: "on",
        attempt: 1,
        status: { stage: "starting", at: source("running").status.at },
        phase: "Installing fastapi, uvicorn",
      },
    },
    paths,
  ),
  { kind: "layout", tabs: [{ name: "Boring Tab", url: null, loading: true }] },
  { kind: "state", version: 3, state: {}, components: { root: {}, source: {}, serve: {} } },
  logs([
    line("source", "Wrote boring_file.txt", { at: 2 }),
    line("serve", "Building the Python environment (fastapi, uvicorn)", {
      at: 2,
      stream: "system",
    }),
  ]),
];

/** The service stands at `url`. */
export const running = (url: string): readonly ConsoleMessage[] => [
  ...starting,
  status(
    title,
    {
      root: flow,
      source: source("succeeded"),
      serve: component({ class: "app.ts#ServeFile", stage: "running", at: 9, url }),
    },
    paths,
  ),
  { kind: "layout", tabs: [{ name: "Boring Tab", url: `${url}/file`, loading: false }] },
  {
    kind: "state",
    version: 7,
    state: {},
    components: {
      root: { requests: 3, ratio: 0.75, ready: true, note: null },
      source: {},
      serve: { reports: { loss: 0.125, step: 40 }, names: ["a", "b"] },
    },
  },
  logs([
    line("serve", "\u001b[32mINFO\u001b[0m:     Started server process [\u001b[36m4711\u001b[0m]", {
      at: 9,
      stream: "stderr",
    }),
    line(
      "serve",
      "\u001b[32mINFO\u001b[0m:     Uvicorn running on \u001b[1mhttp://127.0.0.1:1111\u001b[0m (Press CTRL+C to quit)",
      { at: 9, stream: "stderr" },
    ),
    line(
      "serve",
      '\u001b[32mINFO\u001b[0m:     127.0.0.1:52114 - "GET /file HTTP/1.1" \u001b[32m200 OK\u001b[0m',
      { at: 11 },
    ),
  ]),
];

export const stopped = (url: string): readonly ConsoleMessage[] => [
  ...running(url),
  status(
    title,
    {
      root: { ...flow, status: { ...flow.status, stage: "stopped" } },
      source: source("succeeded"),
      serve: component({ class: "app.ts#ServeFile", stage: "stopped", at: 38, reason: "stopped" }),
    },
    paths,
  ),
  { kind: "exit", code: 0, message: "Stopped by Ctrl-C." },
];
