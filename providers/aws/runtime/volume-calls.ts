import type { AttemptOrder, OutputPath, PinnedPath, PublishedVersion } from "#protocol/call.ts";
import type { AttemptPlaces } from "#protocol/work-process.ts";
import { directories } from "#volume/directories.ts";
import { foldersFor, type VolumePlaces } from "./volume-folders.ts";

/** What an agent wants of the volume, as data: the process that does it may be another. */
export type VolumeCall =
  | { readonly method: "prepare"; readonly order: AttemptOrder; readonly rank: number }
  | {
      readonly method: "publish";
      readonly order: AttemptOrder;
      readonly output: OutputPath;
      readonly how: { readonly move: boolean; readonly number: number };
    }
  | { readonly method: "verify"; readonly input: PinnedPath }
  | { readonly method: "release"; readonly order: AttemptOrder };

export interface VolumeResults {
  readonly prepare: AttemptPlaces;
  readonly publish: PublishedVersion | undefined;
  readonly verify: { readonly missing: string } | undefined;
  readonly release: undefined;
}

type Method = VolumeCall["method"];
type Call<M extends Method> = Extract<VolumeCall, { readonly method: M }>;

/** Does one thing, wherever that is; rejects with what went wrong. */
export type AskVolume = <M extends Method>(call: Call<M>) => Promise<VolumeResults[M]>;

export interface Asked {
  readonly request: number;
  readonly places: VolumePlaces;
  readonly call: VolumeCall;
}

export type Answered =
  /** JSON; absent where there is none. */
  | { readonly kind: "result"; readonly request: number; readonly result: string | undefined }
  | { readonly kind: "failure"; readonly request: number; readonly message: string }
  /** Every mount has answered. */
  | { readonly kind: "alive" };

/** Here and now. */
export function callVolume(
  places: VolumePlaces,
  call: VolumeCall,
): Promise<VolumeResults[Method] | void> {
  const volume = directories(foldersFor("order" in call ? call.order.workId : "", places));
  if (call.method === "prepare") return volume.prepare(call.order, call.rank);
  if (call.method === "publish") return volume.publish(call.order, call.output, call.how);
  return call.method === "verify" ? volume.verify(call.input) : volume.release(call.order);
}
