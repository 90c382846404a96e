import {
  boolean,
  type InferOutput,
  number,
  object,
  optional,
  record,
  string,
  union,
} from "valibot";

/** What the command line hands a controller once the app is compiled: the first line of the stdin of `dist/local/controller.js`, as JSON. */
export const launchOptions = object({
  /** Absolute; holds `manifest.json` and the bundle folders that it names. */
  build: string(),
  /** Absolute folder of the app's file; `.thunderhead/<app>/` lies in it. */
  appDirectory: string(),
  /** Asked for by the user: in use is an error. Without it, 7501 or the next that is free. */
  port: optional(number()),
  /** `true` continues the launch before this one; a string the launch of that id. */
  resume: optional(union([boolean(), string()])),
  /** `--check`: each tick runs twice, and must do the same both times. */
  check: optional(boolean()),
  /** `--config name=value`, as given; fallbacks of the manifest fill in the rest. */
  config: optional(record(string(), union([string(), number(), boolean()]))),
});
export type LaunchOptions = InferOutput<typeof launchOptions>;

/** `.thunderhead/<app>/running.json`, mode 600, while a launch runs: how later commands find it. */
export const runningLaunch = object({
  launch: string(),
  directory: string(),
  pid: number(),
  url: string(),
  token: string(),
});
export type RunningLaunch = InferOutput<typeof runningLaunch>;

/** Why a controller ends before it has begun, on stdout as a `refused` event, with exit code 2. */
export interface Refusal {
  readonly event: "refused";
  readonly message: string;
}
