import type { ComponentStatus, ConsoleMessage, LogLine, PathFlow } from "#protocol/api.ts";
import type { Stage } from "#protocol/status.ts";

/** Makers of the messages that scenes are told in: only what a scene is about has to be said. */
export const began = Date.now() - 42_000;

/** A moment, in seconds after the launch began. */
export const moment = (seconds: number): string => new Date(began + seconds * 1_000).toISOString();

export const hello = (title: string, launch = "2026-03-14-0917-k3f9"): ConsoleMessage => ({
  kind: "hello",
  api: 1,
  launch,
  title,
});

type Sketch = Partial<Omit<ComponentStatus, "status">> & {
  readonly stage: Stage;
  readonly at?: number;
  readonly reason?: ComponentStatus["status"]["reason"];
  readonly message?: string;
};

export function component(sketch: Sketch): ComponentStatus {
  const { stage, at = 0, reason, message, ...rest } = sketch;
  return {
    kind: "work",
    class: null,
    machine: stage === "running" || stage === "succeeded" ? "on" : "off",
    url: "",
    attempt: stage === "pending" ? 0 : 1,
    displayName: "",
    ...rest,
    status: { stage, at: moment(at), reason, message },
  };
}

export const status = (
  title: string,
  components: Readonly<Record<string, ComponentStatus>>,
  paths: readonly PathFlow[] = [],
  order: readonly (readonly [string, string])[] = [],
): ConsoleMessage => ({
  kind: "status",
  launch: "2026-03-14-0917-k3f9",
  title,
  components,
  paths,
  order,
});

export const logs = (lines: readonly LogLine[]): ConsoleMessage => ({ kind: "logs", lines });

export const line = (
  component: string,
  text: string,
  { at = 0, stream = "stdout" }: { at?: number; stream?: LogLine["stream"] } = {},
): LogLine => ({ component, stream, line: text, at: moment(at) });
