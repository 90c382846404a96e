/**
 * What a provider knows of deploying, beside the program: how its cloud words a refusal, what takes long
 * there, and what must be in place first. The CLI drives the engine and knows no cloud.
 */
import type { AppGraph } from "#graph/graph.ts";
import type { Plan } from "./plan.ts";
import type { JsonObject } from "./review.ts";

export interface Deployment<Options = unknown> {
  /** The cloud as people call it: `AWS`. */
  readonly cloud: string;
  /** What an error text of the provider means; `undefined` where it is none of the known. */
  readonly refusal: (message: string) => Refusal | undefined;
  /** Seconds that resources of a type usually take to make, where that is long enough to say. */
  readonly usualSeconds: Readonly<Record<string, number>>;
  /** What has to be there before a deploy, looked at one after another. */
  readonly checks: (need: Need<Options>) => readonly Check[];
  /** What whoever deploys this plan must be allowed, as documents that the cloud takes. */
  readonly permissions: (plan: Plan) => readonly JsonObject[];
  /** What whoever looks at what is deployed, and steers it, must be allowed. */
  readonly verbs: (app: DeployedApp, options: Options) => JsonObject;
  /** Reaches the controller of what is deployed; a sentence where that cannot be. */
  readonly door: (deployed: Deployed) => Promise<Door | string>;
  /** A shell on one of its machines, here; resolves to its exit code. */
  readonly shell: (machine: string, region: string) => Promise<number>;
  /** What the account allows, by the code of a quota; those it does not tell are left out, without a word. */
  readonly allowed: (
    codes: readonly string[],
    options: Options,
  ) => Promise<ReadonlyMap<string, number>>;
}

export interface DeployedApp {
  readonly name: string;
  /** Of that stack only; all of the app's unless given. */
  readonly stack: string | undefined;
}

/** A stack that is up. */
export interface Deployed {
  /** Of the stack, as the engine has them. */
  readonly outputs: unknown;
  readonly region: string;
}

export interface Door {
  /** Of console and API. */
  readonly url: string;
  readonly token: string;
  /** The controller's, as `shell` takes it. */
  readonly machine: string;
  readonly close: () => void;
}

export type Refusal =
  /** Something of this name is there and is not this stack's. */
  | { readonly kind: "taken"; readonly detail: string }
  | { readonly kind: "quota"; readonly detail: string; readonly raise: string }
  | { readonly kind: "denied"; readonly permission: string; readonly who: string }
  | { readonly kind: "tooLong"; readonly detail: string }
  | { readonly kind: "unreachable"; readonly detail: string }
  | { readonly kind: "credentials"; readonly detail: string; readonly command: string };

export type RefusalKind = Refusal["kind"];

/** What is to be deployed; without a graph (an app with errors, or none here) only the account is looked at. */
export interface Need<Options> {
  readonly options: Options;
  readonly graph: AppGraph | undefined;
}

export interface Check {
  /** `credentials`, `region`: a word or two. */
  readonly name: string;
  readonly look: () => Promise<Finding>;
}

export interface Finding {
  /** `unknown`: it could not be looked at, because something before it is missing. */
  readonly state: "good" | "bad" | "unknown";
  /** What was found, a phrase. */
  readonly found: string;
  /** The command, or the step, that mends it. */
  readonly fix?: string | undefined;
}
