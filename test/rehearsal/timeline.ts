/** What happens in a rehearsal and when, told as it does: how machines come up, and what becomes of each work. */
import type { RunEvent } from "#protocol/api.ts";
import type { Cloud, Machine } from "./cloud.ts";

export interface Timeline {
  stop(): void;
}

const lookEvery = 250;

/** Reads what the machines themselves write down: the phases of each boot, and the events of whoever is controller. */
export function follow(cloud: Pick<Cloud, "machines">, say: (line: string) => void): Timeline {
  const told = new Map<string, number>();
  const fresh = (key: string, lines: readonly string[]): readonly string[] => {
    const known = told.get(key) ?? 0;
    told.set(key, lines.length);
    return lines.slice(known);
  };
  const look = (): void => {
    for (const machine of cloud.machines()) {
      const phases = fresh(`${machine.id} phases`, wholeLines(machine.phases()));
      for (const phase of phases) say(`${machine.group}: ${machine.id}  ${phase} s`);
      if (machine.group !== "controller") continue;
      const events = eventsOf(machine);
      for (const line of fresh(`${machine.id} events`, events)) say(line);
    }
  };
  const timer = setInterval(look, lookEvery);
  return {
    stop: () => {
      clearInterval(timer);
      look();
    },
  };
}

const wholeLines = (text: string): readonly string[] => text.split("\n").slice(0, -1);

const eventsOf = ({ log }: Machine): readonly string[] =>
  wholeLines(log()).flatMap((line) => {
    if (!line.startsWith('{"event":')) return [];
    return sentenceOf(JSON.parse(line)) ?? [];
  });

function sentenceOf(event: RunEvent): string | undefined {
  if (event.event === "status") {
    const { work, attempt, stage, message } = event;
    return `${work}: attempt ${attempt} is ${stage}${message === null ? "" : `: ${message}`}`;
  }
  if (event.event === "url") return `${event.work}: its service answers at ${event.url}`;
  return event.event === "log" && event.stream === "system"
    ? `${event.component}: ${event.line}`
    : undefined;
}
