import { batch, signal } from "@preact/signals";
import type {
  ConsoleMessage,
  LayoutTab,
  MachineStatus,
  PathFlow,
  StatusDocument,
} from "#protocol/api.ts";
import type { Json } from "#protocol/value.ts";
import { append, type LogChunk, unseen } from "./log-buffer.ts";

/**
 * What the page knows of the launch, as signals that the views read. Only `receive` writes here; it never
 * asks, sends or schedules, so that a page replays any recorded messages to the same picture.
 */
export const launch = signal<{ readonly id: string; readonly title: string } | undefined>(
  undefined,
);
export const components = signal<StatusDocument["components"]>({});
export const paths = signal<readonly PathFlow[]>([]);
/** Pairs of components of which the first is over before the second begins. */
export const order = signal<readonly (readonly [string, string])[]>([]);
/** Of works; none on a laptop. */
export const machines = signal<readonly MachineStatus[]>([]);
export const tabs = signal<readonly LayoutTab[] | undefined>(undefined);
export const states = signal<Readonly<Record<string, Readonly<Record<string, Json>>>>>({});
export const logs = signal<readonly LogChunk[]>([]);
/** Lines ever received; what "3 new lines" counts from. */
export const logTotal = signal(0);
export const exit = signal<{ readonly code: number; readonly message: string } | undefined>(
  undefined,
);

/** The next `logs` is the replay that follows a `hello`. */
let replaying = false;

type ByKind = { readonly [K in ConsoleMessage["kind"]]: Extract<ConsoleMessage, { kind: K }> };

/** In the order in which they were said; views see the outcome of all of them at once. */
export function receive(messages: readonly ConsoleMessage[]): void {
  batch(() => {
    for (const message of messages) apply(message.kind, message);
  });
}

function apply<K extends keyof ByKind>(kind: K, message: ByKind[K]): void {
  handlers[kind](message);
}

const handlers: { readonly [K in keyof ByKind]: (message: ByKind[K]) => void } = {
  hello: ({ launch: id, title }) => {
    if (launch.value !== undefined && launch.value.id !== id) forget();
    launch.value = { id, title };
    // Told again after this where it still stands.
    exit.value = undefined;
    replaying = true;
  },
  status: (message) => {
    components.value = message.components;
    paths.value = message.paths ?? [];
    order.value = message.order ?? [];
    machines.value = message.machines ?? [];
  },
  layout: (message) => {
    tabs.value = message.tabs;
  },
  state: (message) => {
    states.value = message.components;
  },
  logs: (message) => {
    const lines = replaying ? unseen(logs.value, message.lines) : message.lines;
    replaying = false;
    logs.value = append(logs.value, lines);
    logTotal.value += lines.length;
  },
  exit: ({ code, message }) => {
    exit.value = { code, message };
    components.value = atRest(components.value);
  },
};

/** Once the app has ended nothing runs, whatever the ledger keeps open for `--resume`. */
function atRest(all: StatusDocument["components"]): StatusDocument["components"] {
  const entries = Object.entries(all).map(([name, component]) => {
    const { status } = component;
    const cut = status.stage === "running" || status.stage === "starting";
    return [
      name,
      cut ? { ...component, status: { ...status, stage: "stopped" as const } } : component,
    ] as const;
  });
  return Object.fromEntries(entries);
}

/** Another launch answers at this address: nothing of the last one may stay on the page. */
function forget(): void {
  components.value = {};
  paths.value = [];
  order.value = [];
  machines.value = [];
  tabs.value = undefined;
  states.value = {};
  logs.value = [];
  logTotal.value = 0;
  exit.value = undefined;
}
