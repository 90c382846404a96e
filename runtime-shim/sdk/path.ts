import { realm } from "./realm.ts";

export interface PathOptions {
  /** Versions kept. @default 3 */
  keep?: number | "all";
  /** What is compared before a consumer runs. @default "size" */
  verify?: "full" | "size";
}

/** What a Path is, apart from what it can do: encoded as `{ $: "path" }` wherever it travels. */
export interface PathIdentity {
  /** As given, normalised. */
  readonly relative: string;
  readonly options: PathOptions;
  /** Set once, when the field that holds it is known. */
  owner?: { readonly work: string; readonly field: string };
  readonly below?: string;
  readonly version?: string;
  readonly latest?: true;
}

const identities = new WeakMap<Path, PathIdentity>();

/** For realms only. */
export function identityOf(path: Path): PathIdentity {
  const identity = identities.get(path);
  if (identity === undefined) throw new TypeError("Expected a Path made by `new Path(…)`.");
  return identity;
}

/** For realms only: another Path object over a given identity (decoded, pinned, joined). */
export function pathOf(identity: PathIdentity): Path {
  const path = new Path(identity.relative, identity.options);
  identities.set(path, identity);
  return path;
}

/**
 * A file or folder that a work makes, handed to other works by reference.
 * @example weights = new Path("model.pt");
 */
export class Path {
  declare private readonly pathBrand: never;

  constructor(path: string, options: PathOptions = {}) {
    identities.set(this, { relative: normalise(path), options });
  }

  /** Where the current attempt writes (its owner) or reads, read-only (everyone else). Empty when an attempt starts. */
  get local(): string {
    return realm().paths.local(this);
  }
  /** Where the version before this attempt lies, read-only; `null` if there is none. */
  get previous(): string | null {
    return realm().paths.previous(this);
  }
  get name(): string {
    const { owner, relative } = identityOf(this);
    return owner ? `${owner.work}.${owner.field}` : relative;
  }
  /** Bytes; `null` before anything is published. */
  get size(): number | null {
    return realm().paths.size(this);
  }
  get version(): string | null {
    return realm().paths.version(this);
  }
  exists(): Promise<boolean> {
    return realm().paths.exists(this);
  }
  /** Copies the previous version to `local` to go on writing; false if there is none. */
  restore(): Promise<boolean> {
    return realm().paths.restore(this);
  }
  join(...segments: string[]): Path {
    const identity = identityOf(this);
    return pathOf({
      ...identity,
      below: normalise([identity.below ?? "", ...segments].filter(Boolean).join("/")),
    });
  }
  /** Versions published while the producer still runs count too. */
  latest(): Path {
    return pathOf({ ...identityOf(this), latest: true });
  }
  /**
   * Makes a version now. Of nodes on machines of their own node 0's call makes it, of what all have on disk by then:
   * on the others it answers once their part is there.
   */
  publish(options: { move?: boolean } = {}): Promise<{ version: string; size: number }> {
    return realm().paths.publish(this, options.move ?? false);
  }
  copyTo(destination: string): Promise<string> {
    return realm().paths.copyTo(this, destination);
  }
  [Symbol.toPrimitive](): never {
    throw new TypeError(
      `A Path is a reference, not a string: use .local or .join() on ${this.name}.`,
    );
  }
}

function normalise(path: string): string {
  const segments = path.split("/").filter((segment) => segment !== "" && segment !== ".");
  if (path === "" || path.startsWith("/") || segments.includes("..") || segments.length === 0) {
    throw new TypeError(
      `A Path is relative to its work and stays inside it; got ${JSON.stringify(path)}.`,
    );
  }
  return segments.join("/");
}
