import type { LogLine } from "#protocol/api.ts";
import { plain } from "./ansi-text.tsx";

export interface LogFilter {
  /** A flow stands for everything below it, the root for everything. */
  readonly component?: string | undefined;
  /** Any part of the line, letter case ignored. */
  readonly search: string;
}

export type LinePredicate = (line: LogLine) => boolean;

export function lineFilter({ component, search }: LogFilter): LinePredicate {
  const wanted = search.trim().toLowerCase();
  const ofComponent: LinePredicate =
    component === undefined || component === "root"
      ? () => true
      : (line) => line.component === component || line.component.startsWith(`${component}.`);
  if (wanted === "") return ofComponent;
  return (line) => ofComponent(line) && plain(line.line).toLowerCase().includes(wanted);
}
