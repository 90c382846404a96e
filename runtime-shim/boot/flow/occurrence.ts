import { AsyncLocalStorage } from "node:async_hooks";

/** The occurrence of an `every` in whose body code stands: part of the identity of all it asks for. */
const occurrences = new AsyncLocalStorage<string>();

export const currentOccurrence = (): string | undefined => occurrences.getStore();

export const inside = <T>(occurrence: string, body: () => T): T =>
  occurrences.run(occurrence, body);
