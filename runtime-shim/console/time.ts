import { effect, signal } from "@preact/signals";
import { exit } from "./store.ts";

/** Ticks once a second while the app lives; views that show durations read it. */
export const now = signal(Date.now());

effect(() => {
  if (exit.value !== undefined) return;
  const timer = setInterval(() => {
    if (document.visibilityState === "visible") now.value = Date.now();
  }, 1_000);
  return () => clearInterval(timer);
});

/** `4 s`, `2 min 5 s`, `3 h 10 min`; empty when the moment is not a date, or nothing goes on any more. */
export function since(at: string): string {
  const started = Date.parse(at);
  if (Number.isNaN(started) || exit.value !== undefined) return "";
  const seconds = Math.max(0, Math.round((now.value - started) / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}

/** The moment in the reader's own time zone, `14:03:27`. */
export function clock(at: string): string {
  const moment = new Date(at);
  return Number.isNaN(moment.getTime()) ? "" : moment.toLocaleTimeString("en-GB");
}
