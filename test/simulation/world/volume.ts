import type { KeptTrees } from "#core/bindings.ts";
import type {
  AttemptOrder,
  OutputPath,
  PublishedVersion,
  VersionManifest,
} from "#protocol/call.ts";
import type { World } from "../world.ts";
import { type Random, random } from "./random.ts";
import type { Node } from "./timeline.ts";

interface Stored {
  readonly content: string;
  readonly manifest: VersionManifest;
  /** ms */
  readonly at: number;
}

/** ms: shorter than in the world outside, since runs are. */
const patience = 300_000;

/** The shared volume: never-used names, whole contents; slow, missing for a while, failing or hanging at times. */
export class Volume {
  readonly versions = new Map<string, Stored>();
  readonly #world: World;
  readonly #chance: Random;

  constructor(world: World) {
    this.#world = world;
    this.#chance = random(world.seed, "volume");
  }

  /** Answers why it cannot be, if it cannot. */
  prepare(node: Node, order: AttemptOrder, answer: (failure: string | undefined) => void): void {
    const { faults, timeline } = this.#world;
    // Names that another machine has just made are looked for again, up to five seconds.
    const wait = faults.hits("volume-missing") ? this.#chance.between(500, 4500) : 0;
    timeline.after(
      this.#chance.between(5, 60) + wait,
      () =>
        answer(order.inputs.map((input) => this.#wrong(input)).find((each) => each !== undefined)),
      node,
    );
  }

  #wrong({ name, version, manifest }: AttemptOrder["inputs"][number]): string | undefined {
    const found = this.versions.get(`${name}@${version}`);
    if (found === undefined) return `${name}@${version} is not there`;
    return found.manifest.size === manifest.size ? undefined : `${name}@${version} is not whole`;
  }

  /** Given up on record, and removed. */
  collect(
    node: Node,
    { pathId, version }: { readonly pathId: string; readonly version: string },
    answer: () => void,
  ): void {
    this.versions.delete(`${pathId}@${version}`);
    this.#world.timeline.after(this.#chance.between(2, 40), answer, node);
  }

  /** What no record names; of Paths, names and ids are one here. */
  sweep({ paths, attempts }: KeptTrees): void {
    const recorded = new Set(
      paths.flatMap(({ pathId, versions }) => versions.map((version) => `${pathId}@${version}`)),
    );
    const open = attempts.map(({ call, attempt }) => `${call.slice(0, 10)}-${attempt}-`);
    for (const [name, { at }] of this.versions) {
      const version = name.slice(name.indexOf("@") + 1);
      const wanted = recorded.has(name) || open.some((each) => version.startsWith(each));
      if (!wanted && at < this.#world.timeline.now - patience) this.versions.delete(name);
    }
  }

  publish(
    node: Node,
    { order, output, number, content }: Publishing,
    answer: (published: PublishedVersion | undefined | Error) => void,
  ): void {
    const { faults, timeline } = this.#world;
    if (content === undefined) {
      timeline.after(2, () => answer(undefined), node);
      return;
    }
    const hangs = faults.hits("volume-hangs");
    const took = hangs ? 120_000 : this.#chance.between(5, 400);
    const fails = hangs || faults.hits("volume-fails");
    // At close everything stands there already: a tree that no record will ever name.
    const late = faults.hits("volume-close-fails");
    timeline.after(
      took,
      () => {
        const stored = fails ? undefined : this.#store({ order, output, number, content });
        answer(late ? new Error("EIO") : (stored ?? new Error("EIO")));
      },
      node,
    );
  }

  #store({ order, output, number, content = "" }: Publishing): PublishedVersion {
    const { previous } = output;
    const before = this.versions.get(`${output.name}@${previous?.version}`);
    if (previous !== undefined && before?.content === content)
      return { path: output.name, version: previous.version, manifest: previous.manifest };
    const manifest = { files: [{ path: "", size: content.length }], size: content.length };
    for (let retry = 0; ; retry++) {
      const version = `${order.call.slice(0, 10)}-${order.attempt}-${number}${retry === 0 ? "" : `.${retry}`}`;
      const name = `${output.name}@${version}`;
      if (this.versions.has(name)) continue;
      this.versions.set(name, { content, manifest, at: this.#world.timeline.now });
      return { path: output.name, version, manifest };
    }
  }
}

interface Publishing {
  readonly order: AttemptOrder;
  readonly output: OutputPath;
  readonly number: number;
  readonly content: string | undefined;
}
