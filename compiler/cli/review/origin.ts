import { dirname, resolve } from "node:path";
import type { StateResource } from "#review/deployed.ts";
import type { Invocation } from "../invocation.ts";

/** Where one side of a review comes from. */
export type Origin =
  /** The app as it stands, compiled now. */
  | { readonly kind: "working tree"; readonly label: string }
  /** infra/ as the last compile left it. */
  | { readonly kind: "last compile"; readonly label: string }
  | { readonly kind: "revision"; readonly label: string; readonly commit: string }
  | { readonly kind: "folder"; readonly label: string; readonly directory: string }
  /** What the engine's state says of a stack. */
  | {
      readonly kind: "deployed";
      readonly label: string;
      readonly resources: readonly StateResource[];
    };

export const workingTree: Origin = { kind: "working tree", label: "the working tree" };
export const lastCompile: Origin = { kind: "last compile", label: "the last compile" };

/** Of the app that a review is about. */
export const appFolder = ({ directory, flags }: Invocation): string =>
  dirname(resolve(directory, flags.value("app") ?? "app.ts"));
