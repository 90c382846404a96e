import stringWidth from "string-width";
import { typeWords } from "../engine/events.ts";
import { type GroupProgress, longestWait, type Progress, stateOf } from "../engine/progress.ts";
import { paint, say } from "./print.ts";

export interface ProgressView {
  readonly show: (progress: Progress) => void;
  readonly end: (progress: Progress) => void;
}

export interface ViewOptions {
  /** Type → seconds that one of it usually takes. */
  readonly usualSeconds: Readonly<Record<string, number>>;
  /** Seconds since 1970. */
  readonly now: () => number;
}

/** Redrawn in place at a terminal, line by line elsewhere; once more when it is over. */
export function progressView(options: ViewOptions): ProgressView {
  const [draw, interval] = process.stderr.isTTY
    ? ([screen(options), 500] as const)
    : ([lines(options), 1000] as const);
  let current: Progress | undefined;
  // Times tick even while no event comes.
  const timer = setInterval(() => current && draw(current), interval);
  return {
    show: (progress) => {
      current = progress;
    },
    end: (progress) => {
      clearInterval(timer);
      draw(progress);
    },
  };
}

type Draw = (progress: Progress) => void;

function screen(options: ViewOptions): Draw {
  let height = 0;
  return (progress) => {
    const rows = progressRows(progress, options).map((row) => `${row}\u001b[K`);
    const up = height > 0 ? `\u001b[${height}A` : "";
    process.stderr.write(`${up}\r${rows.join("\n")}\n`);
    height = rows.length;
  };
}

/** A component's name, how much of it is done, and what it waits for. */
export function progressRows({ groups }: Progress, options: ViewOptions): readonly string[] {
  const all = [...groups.values()];
  const width = Math.max(0, ...all.map(({ name }) => name.length));
  const columns = process.stderr.columns ?? 100;
  return all.map((group) => {
    const { mark, color } = marks[stateOf(group)];
    const { done, planned } = group;
    const count = `${String(done.size).padStart(3)} of ${String(planned.size).padEnd(3)}`;
    const head = `  ${mark} ${group.name.padEnd(width)}  ${count}`;
    const wait = clip(waitText(group, options) ?? "", columns - stringWidth(head) - 3);
    return `${paint(color, `  ${mark}`)} ${group.name.padEnd(width)}  ${paint("dim", count)}  ${wait}`;
  });
}

const marks = {
  waiting: { mark: "·", color: "dim" },
  working: { mark: "›", color: "cyan" },
  done: { mark: "✓", color: "green" },
  failed: { mark: "✗", color: "red" },
} as const;

const clip = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;

/** "load balancer services, 40 s so far, usually 2 to 3 minutes". */
export function waitText(
  group: GroupProgress,
  { usualSeconds, now }: ViewOptions,
): string | undefined {
  const wait = longestWait(group, now());
  if (!wait) return undefined;
  const { type, name, seconds } = wait;
  const usual = usualSeconds[type];
  const what = `${typeWords(type)} ${name}`;
  if (usual === undefined) return seconds < 5 ? what : `${what}, ${duration(seconds)} so far`;
  return `${what}, ${duration(seconds)} so far, usually ${roughly(usual)}`;
}

export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const rest = seconds % 60;
  return `${Math.floor(seconds / 60)} min${rest === 0 ? "" : ` ${rest} s`}`;
}

function roughly(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = seconds / 60;
  if (Number.isInteger(minutes)) return minutes === 1 ? "a minute" : `${minutes} minutes`;
  return `${Math.floor(minutes)} to ${Math.ceil(minutes)} minutes`;
}

/** Seconds after which a wait is worth a line of its own. */
const patience = 20;

/** A line when a component is done, and one now and then for what takes long. */
function lines(options: ViewOptions): Draw {
  const finished = new Set<string>();
  const told = new Map<string, number>();
  return ({ groups }) => {
    for (const group of groups.values()) {
      tellEnd(group, finished);
      tellWait(group, { options, told });
    }
  };
}

function tellEnd(group: GroupProgress, finished: Set<string>): void {
  const state = stateOf(group);
  if ((state !== "done" && state !== "failed") || finished.has(group.name)) return;
  finished.add(group.name);
  say(`${marks[state].mark} ${group.name}: ${group.done.size} of ${group.planned.size}`);
}

function tellWait(
  group: GroupProgress,
  { options, told }: { readonly options: ViewOptions; readonly told: Map<string, number> },
): void {
  const wait = longestWait(group, options.now());
  const last = told.get(group.name) ?? 0;
  if (!wait || wait.seconds < patience || options.now() - last < patience) return;
  told.set(group.name, options.now());
  say(`  ${group.name}: ${waitText(group, options)}`);
}
