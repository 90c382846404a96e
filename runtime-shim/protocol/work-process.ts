import type { StatePatch } from "./agent.ts";
import type { AttemptOrder, NodePlace, Outcome, PublishedVersion } from "./call.ts";

/** Where things lie for one attempt, as absolute paths; decided by the agent's volume binding. */
export interface AttemptPlaces {
  /** The private, empty working directory. */
  readonly directory: string;
  /** The unpacked bundle: `index.mjs`, scripts, assets. */
  readonly bundle: string;
  /** Where `local` points: by Path name the staging of the work's own, by `name@version` the pinned inputs. */
  readonly local: Readonly<Record<string, string>>;
  /** By Path name, the work's own only. */
  readonly previous: Readonly<Record<string, string | null>>;
  /** On works of several nodes: which one this is, and where they all meet. */
  readonly node?: NodePlace | undefined;
  /** Interpreter of the work's environment, once built; absent on works without Python. */
  readonly python?: string | undefined;
  /** Folder that holds the `thunderhead` Python module. */
  readonly pythonModule?: string | undefined;
  /** What a Python child gets besides the work's own environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What a work asks of a Drive; `file` is absolute. */
export type DriveRequest = { readonly drive: string; readonly key: string } & (
  | { readonly operation: "put" | "get"; readonly file: string }
  | { readonly operation: "list" }
  | { readonly operation: "delete" }
);

/** Agent → work process, over the process's IPC channel. */
export type ToWork =
  | { readonly kind: "begin"; readonly order: AttemptOrder; readonly places: AttemptPlaces }
  | { readonly kind: "interrupt"; readonly reason: string; readonly deadline: string }
  | { readonly kind: "abort" }
  | { readonly kind: "state"; readonly patch: StatePatch; readonly url?: string | undefined }
  | {
      readonly kind: "published";
      readonly request: number;
      readonly published: PublishedVersion | undefined;
    }
  | { readonly kind: "publish-failed"; readonly request: number; readonly message: string }
  | { readonly kind: "drive"; readonly request: number; readonly keys: readonly string[] }
  | { readonly kind: "drive-failed"; readonly request: number; readonly message: string }
  | { readonly kind: "secret"; readonly request: number; readonly value: string }
  | { readonly kind: "secret-missing"; readonly request: number; readonly message: string };

/** Work process → agent. */
export type FromWork =
  | { readonly kind: "ready" }
  | { readonly kind: "running" }
  | { readonly kind: "patch"; readonly patch: StatePatch }
  | {
      readonly kind: "publish";
      readonly request: number;
      readonly path: string;
      readonly move: boolean;
    }
  | { readonly kind: "drive"; readonly request: number; readonly asked: DriveRequest }
  | { readonly kind: "secret"; readonly request: number; readonly name: string }
  /** `onInterrupt` has returned, or there is none; save on `rebalance` the signal has aborted. */
  | { readonly kind: "interrupted" }
  | { readonly kind: "settled"; readonly outcome: Outcome; readonly patch: StatePatch };
