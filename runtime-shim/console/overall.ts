import { computed } from "@preact/signals";
import type { ComponentStatus } from "#protocol/api.ts";
import { components, exit } from "./store.ts";

/** The app in one word, and the tone in which to say it. */
export interface Overall {
  readonly word: string;
  readonly tone: "pending" | "starting" | "running" | "succeeded" | "failed" | "stopped";
}

export const overall = computed<Overall>(() => {
  if (exit.value !== undefined) return ended(exit.value.code);
  const stages = Object.values(components.value).map(({ status }) => status.stage);
  const has = (stage: (typeof stages)[number]): boolean => stages.includes(stage);
  if (stages.length === 0) return { word: "Starting", tone: "starting" };
  if (works().some(({ status }) => status.stage === "running"))
    return { word: "Running", tone: "running" };
  if (has("starting")) return { word: "Starting", tone: "starting" };
  if (components.value["root"]?.status.stage === "failed")
    return { word: "Failing", tone: "failed" };
  return {
    word: has("running") ? "Running" : "Idle",
    tone: has("running") ? "running" : "pending",
  };
});

/** The component whose failure a person wants to see first: the latest one. */
export const failed = computed<string | undefined>(() => {
  const all = Object.entries(components.value).filter(
    ([, { status }]) => status.stage === "failed",
  );
  const byTime = all.toSorted(([, a], [, b]) => a.status.at.localeCompare(b.status.at));
  return (byTime.findLast(([, { kind }]) => kind === "work") ?? byTime.at(-1))?.[0];
});

const works = (): readonly ComponentStatus[] =>
  Object.values(components.value).filter(({ kind }) => kind === "work");

/** Ctrl-C and a kill are the person's doing, not the app's. */
function ended(code: number): Overall {
  const stopped = components.value["root"]?.status.stage === "stopped";
  if ((code === 0 && stopped) || code === 130 || code === 143) {
    return { word: "Stopped", tone: "stopped" };
  }
  return code === 0 ? { word: "Finished", tone: "succeeded" } : { word: "Failed", tone: "failed" };
}
