import { signal } from "@preact/signals";
import type { ConsoleMessage } from "#protocol/api.ts";
import { parseMessage } from "./message.ts";
import { exit, receive } from "./store.ts";

/** How the page stands to the controller; `waiting` carries when the next try is due, in ms since the epoch. */
export type Connection =
  | { readonly kind: "connecting" }
  | { readonly kind: "open" }
  | { readonly kind: "waiting"; readonly until: number }
  /** The app has ended and its controller is gone: nothing to reconnect to, until somebody runs it again. */
  | { readonly kind: "ended" };

export const connection = signal<Connection>({ kind: "connecting" });

const backoff = { first: 500, factor: 1.7, longest: 10_000, afterEnd: 3_000 } as const;

/** Messages are drawn together at this pace (ms): an app that prints fast must not cost a drawing a line. */
const pace = 30;

let arrived: ConsoleMessage[] = [];
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Opens the WebSocket and keeps it open for as long as the page lives, backing off between tries. */
export function connect(): void {
  clearTimeout(timer);
  if (connection.value.kind !== "ended") connection.value = { kind: "connecting" };
  const socket = new WebSocket(new URL("/api/v1/ws", location.href.replace(/^http/, "ws")));
  socket.addEventListener("message", ({ data }) => {
    const message = typeof data === "string" ? parseMessage(data) : undefined;
    if (message !== undefined) enqueue(message);
  });
  socket.addEventListener("close", closed);
}

/** Tries at once when somebody asks, the machine wakes up or the network comes back. */
export function retryNow(): void {
  if (connection.value.kind === "waiting" || connection.value.kind === "ended") connect();
}

export function watchForReturn(): void {
  addEventListener("online", retryNow);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") retryNow();
  });
}

function enqueue(message: ConsoleMessage): void {
  if (message.kind === "hello") {
    failures = 0;
    connection.value = { kind: "open" };
  }
  if (arrived.push(message) === 1) setTimeout(deliver, pace);
}

function deliver(): void {
  const messages = arrived;
  arrived = [];
  receive(messages);
}

function closed(): void {
  deliver();
  if (exit.value !== undefined) {
    // Quietly: the page stays as it ended, and follows if the app is started again at this address.
    connection.value = { kind: "ended" };
    timer = setTimeout(connect, backoff.afterEnd);
    return;
  }
  const delay = Math.min(backoff.longest, backoff.first * backoff.factor ** failures++);
  const jittered = delay * (0.8 + Math.random() * 0.4);
  connection.value = { kind: "waiting", until: Date.now() + jittered };
  timer = setTimeout(connect, jittered);
}
