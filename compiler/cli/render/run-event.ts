import type { RunEvent } from "#protocol/api.ts";
import type { Refusal } from "#protocol/launch.ts";
import { paint, print, say } from "./print.ts";

type Of<Name extends RunEvent["event"]> = Extract<RunEvent, { event: Name }>;
type Shown = Exclude<RunEvent, { event: "observed" }>;
type Renderers = { readonly [Name in Shown["event"]]: (event: Of<Name>) => void };

/** Prints events for a person: the app's lines on stdout, what the simulation does on stderr. */
export function runRenderer(works: readonly string[]): (event: Shown) => void {
  const width = Math.max(...["console", ...works].map((name) => name.length));
  const note = (name: string, text: string) => say(`${paint("dim", name.padEnd(width))}  ${text}`);
  const stages = new Map<string, string>();
  const renderers: Renderers = {
    launch: () => undefined,
    listening: ({ url }) =>
      note("console", `${paint("bold", url)}  ${paint("dim", "Ctrl-C ends the app")}`),
    status: (event) => {
      const line = statusLine(event);
      if (line === undefined || stages.get(event.work) === line) return;
      stages.set(event.work, line);
      note(event.work, line);
    },
    url: ({ work, url }) => url !== "" && note(work, paint("bold", url)),
    log: ({ component, line }) => print(`${component} | ${line}\n`),
    exit: ({ message }) => message !== "" && print(`${message}\n`),
  };
  return (event) => {
    // One renderer for each kind: the table's type says so, a call through it cannot.
    const render: (event: never) => void = renderers[event.event];
    Reflect.apply(render, undefined, [event]);
  };
}

/** `undefined` while a call only waits: everything does, for a moment. */
function statusLine({ stage, reason, message, attempt }: Of<"status">): string | undefined {
  if (stage === "pending") return message ? `waiting: ${message.split("\n")[0]}` : undefined;
  const again = attempt > 1 ? ` (attempt ${attempt})` : "";
  if (stage === "failed") {
    return paint("red", `failed${again}: ${message ?? reason ?? "no reason given"}`);
  }
  if (stage === "succeeded") return paint("green", `succeeded${again}`);
  return `${stage}${again}${message ? `: ${message}` : ""}`;
}

const names: ReadonlySet<unknown> = new Set<ControllerEvent["event"]>([
  "launch",
  "listening",
  "status",
  "url",
  "log",
  "exit",
  "observed",
  "refused",
]);

/** What the controller's stdout carries: events of the run, or why there is none. */
export type ControllerEvent = RunEvent | Refusal;

/** One line of the controller's output; `undefined` for a line that is no event. */
export function parseControllerEvent(line: string): ControllerEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isEvent(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The controller is of this same build: its name for the event says what else is there. */
const isEvent = (value: unknown): value is ControllerEvent =>
  typeof value === "object" && value !== null && "event" in value && names.has(value.event);
