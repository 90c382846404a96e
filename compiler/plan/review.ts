/**
 * What a review asks of a provider: what the resources of one program are (data, doors, grants, money,
 * quotas, machines), and what a change of one of them does. `compiler/review` compares two such answers and
 * knows no cloud; a provider answers for one program at a time.
 */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A registration as a provider sees it. */
export interface ReviewedResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Unknown outputs read `"${volume.id}"`. */
  readonly inputs: JsonObject;
  readonly options: { readonly protect?: boolean; readonly retainOnDelete?: boolean };
  /** The app's component it is for; absent on what several share and on the user's own. */
  readonly component?: string | undefined;
}

export interface ReviewTable {
  /**
   * Type → property paths whose change makes a new resource: `rootDirectory.path`. Elements of lists count
   * as their list.
   */
  readonly replacements: Readonly<Record<string, readonly string[]>>;
  readonly read: (resources: readonly ReviewedResource[]) => ReviewFacts;
  /** What applying the change does to calls that run. */
  readonly effect: (change: ReviewedChange) => Effect;
  /** What it means, in a few words each: `p4d.24xlarge → p5.48xlarge`; nothing where paths say it all. */
  readonly describe: (change: ReviewedChange) => readonly string[];
  /** The text of the app's manifest, where the program hands it to the cloud as text. */
  readonly manifest: (resources: readonly ReviewedResource[]) => string | undefined;
  /** The text of what the program tells the runtime of the cloud, likewise. */
  readonly deployment: (resources: readonly ReviewedResource[]) => string | undefined;
  /** Whose code this is, where it is code or says which: a component's id, or `root`. */
  readonly codeOf: (resource: ReviewedResource) => string | undefined;
}

export interface ReviewedChange {
  readonly fate: "created" | "deleted" | "updated" | "replaced";
  readonly before?: ReviewedResource | undefined;
  readonly after?: ReviewedResource | undefined;
  /** Changed property paths, `tags.Name`, `zones[1]`. */
  readonly paths: readonly string[];
}

/**
 * `keeps`: what runs goes on and does not notice · `next`: it goes on, the next machine differs ·
 * `interrupts`: it ends, or loses what it stands on.
 */
export type Effect = "keeps" | "next" | "interrupts";

export interface ReviewFacts {
  readonly stores: readonly Store[];
  readonly doors: readonly Door[];
  readonly grants: readonly Grant[];
  readonly prices: readonly Price[];
  /** `2026-07-20` */
  readonly pricesAsOf: string;
  /** Types that cost money and have no price here. */
  readonly unpriced: readonly string[];
  readonly traffic: readonly Traffic[];
  readonly quotas: readonly QuotaNeed[];
  readonly machines: readonly MachineFact[];
}

/** Something that holds data. */
export interface Store {
  readonly urn: string;
  readonly name: string;
  /** `the volume of Paths`, `a table` */
  readonly what: string;
  /** Deleting it is refused until told otherwise. */
  readonly protected: boolean;
  /** It stays in the account when it leaves the program. */
  readonly retained: boolean;
  /** Emptied by force when it is deleted: as good as gone with the stack. */
  readonly disposable: boolean;
}

/** A way in from outside. */
export interface Door {
  /** What `--allow-exposure` names: a component, or the resource. */
  readonly name: string;
  /** `serve :8080` */
  readonly label: string;
  /** `http, no login` */
  readonly over: string;
  /** CIDR blocks, sorted; `*` for everybody who can reach it otherwise. */
  readonly networks: readonly string[];
}

/** One thing somebody may do. */
export interface Grant {
  /** A component's name, or a machine group's. */
  readonly who: string;
  /** `read`, `write`, `call s3:DeleteBucket` */
  readonly verb: string;
  /** `secret HF_TOKEN`; a component's Paths by its name alone. */
  readonly what: string;
  /** Set where `what` is the Paths of this component. */
  readonly pathsOf?: string | undefined;
  /** What every machine gets: its code, its log, its fence record. */
  readonly routine: boolean;
  /** On everything, without a condition. */
  readonly wide: boolean;
  /** In the cloud's own words, `s3:GetObject`, and what it names as their targets. */
  readonly actions?: readonly string[] | undefined;
  readonly on?: readonly string[] | undefined;
}

/** What one resource costs. */
export interface Price {
  readonly urn: string;
  readonly what: string;
  /** $ a month whether or not anything runs, in whole cents. */
  readonly standing: number;
  /** $ an hour while all machines of the group run. */
  readonly hourly: number;
  /** Groups of which one at a time runs (a gang's, zone by zone) share a label and count once. */
  readonly group: string;
}

/** What a gigabyte of a component's Paths costs, each time that it is published. */
export interface Traffic {
  readonly pathsOf: string;
  /** Machines that may read it, at most at a time. */
  readonly readers: number;
  /** $: written once, and read once by each of them. */
  readonly perGigabyte: number;
}

export interface QuotaNeed {
  readonly code: string;
  /** `Running On-Demand P instances` */
  readonly name: string;
  readonly unit: string;
  readonly need: number;
  /** What a new account has. */
  readonly fresh: number;
  /** Asks for more. */
  readonly command: string;
}

export interface MachineFact {
  /** The group's label: a work's name, or `default`. */
  readonly group: string;
  /** First choice. */
  readonly type: string;
  readonly nodes: number;
}
