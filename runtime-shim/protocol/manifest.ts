import type { WorkSettings } from "./settings.ts";
import type { Encoded } from "./value.ts";

export const manifestVersion = 1;

/**
 * What the compiler tells the runtime: one JSON object per compile, the same locally and deployed. A
 * code-only change of the app changes this object and bundles, and no machine.
 */
export interface Manifest {
  readonly version: typeof manifestVersion;
  readonly app: { readonly name: string; readonly title: string; readonly entry: string };
  /** The flow's bundle: constructs the whole app, runs ticks. */
  readonly flow: BundleReference;
  readonly components: readonly ManifestComponent[];
  readonly works: readonly ManifestWork[];
  readonly maps: readonly ManifestMap[];
  readonly paths: readonly ManifestPath[];
  /** Consumer → the Paths it may be handed, for mounts and access. */
  readonly reads: Readonly<Record<string, readonly string[]>>;
  /** Pairs of components of which the first is over before the second begins, for pictures. */
  readonly order?: readonly (readonly [string, string])[];
  readonly secrets: readonly { readonly name: string; readonly works: readonly string[] }[];
  readonly config: readonly ManifestConfig[];
  /** Old name → new name, for the controller's ledger and state. */
  readonly renamed: Readonly<Record<string, string>>;
}

/** Content-addressed: the folder's name carries the hash of all that is inside. */
export interface BundleReference {
  /** Folder below the bundle root, `serve-1f0c2e9a`; holds `index.mjs`, its map, Thunderhead's host, scripts and assets. */
  readonly directory: string;
  /** sha-256, hex, of the canonical listing of its files but its map: the same for code that does the same. */
  readonly hash: string;
}

export interface ManifestComponent {
  readonly name: string;
  readonly id: string;
  readonly kind: "flow" | "work" | "map";
  /** `app.ts#ServeFile`; absent on maps. */
  readonly class?: string;
  readonly parent?: string;
}

export interface ManifestWork {
  readonly name: string;
  readonly id: string;
  readonly class: string;
  readonly bundle: BundleReference;
  /** What `new Class(...)` gets. */
  readonly arguments: readonly Encoded[];
  readonly settings: WorkSettings;
  /** Machine group's name and size. */
  readonly machine: {
    readonly group: string;
    /** The group is a pool of so many at most, one for each attempt; absent where its works share one. */
    readonly pool?: number;
    readonly nodes: number;
    readonly idleTimeout: number;
    readonly interruptible: boolean;
    /** `s3://bucket/prefix/` and the folder it appears as; absent where there are none. */
    readonly mounts?: readonly { readonly source: string; readonly target: string }[];
  };
  readonly python?: { readonly script: string; readonly requirements: readonly string[] };
}

/** Elements made in `run()`: bundle by class, so that a key met only at run time finds its code. */
export interface ManifestMap {
  readonly name: string;
  readonly id: string;
  readonly max: number;
  /** Attempts of its elements that may run at a time, each on a machine of its own. */
  readonly machines: number;
  readonly classes: Readonly<Record<string, BundleReference>>;
  /** Of classes that run Python: their scripts, as they lie in the bundle. */
  readonly scripts?: Readonly<Record<string, readonly string[]>>;
}

export interface ManifestPath {
  readonly name: string;
  readonly id: string;
  readonly producer: string;
  readonly field: string;
  readonly path: string;
  readonly keep: number | "all";
  readonly verify: "full" | "size";
}

/**
 * Where a file of the project lies in a bundle, by its path from the app's folder: in its own place, and
 * what lies above that folder (a package, a shared library) under `_up1/`, `_up2/`, by how far.
 */
export const bundlePath = (path: string): string =>
  path.replace(/^(?:\.\.\/)+/, (ups) => `_up${ups.length / 3}/`);

export interface ManifestConfig {
  readonly name: string;
  readonly type: "string" | "number" | "boolean" | "oneOf";
  readonly values?: readonly string[];
  readonly fallback?: string | number | boolean;
}
