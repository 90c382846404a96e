import type { Disk } from "#core/bindings.ts";
import type { World } from "../world.ts";
import { type Random, random } from "./random.ts";

interface File {
  text: string;
  synced: boolean;
}

/** A machine's own disk: what was not synced is torn or gone after a power loss, names included. */
export class SimulatedDisk implements Disk {
  #files = new Map<string, File>();
  #durable = new Map<string, File>();
  readonly #world: World;
  readonly #chance: Random;

  constructor(world: World, machine: string) {
    this.#world = world;
    this.#chance = random(world.seed, `disk ${machine}`);
  }

  async list(): Promise<readonly string[]> {
    return [...this.#files.keys()];
  }
  async read(name: string): Promise<string> {
    return this.#files.get(name)?.text ?? "";
  }
  async write(name: string, text: string): Promise<void> {
    if (this.#world.faults.hits("disk-full")) throw new Error("ENOSPC");
    const closes = !this.#world.faults.hits("disk-close-error");
    this.#files.set(name, { text: closes ? text : text.slice(0, text.length >> 1), synced: false });
    if (!closes) throw new Error("EIO");
  }
  async sync(name: string): Promise<void> {
    if (this.#world.faults.hits("disk-error")) throw new Error("EIO");
    const file = this.#files.get(name);
    if (file !== undefined) file.synced = true;
  }
  async rename(from: string, to: string): Promise<void> {
    const file = this.#files.get(from);
    if (file === undefined) return;
    this.#files.delete(from);
    this.#files.set(to, file);
    // A journaling file system brings names to disk soon, whatever becomes of contents.
    if (this.#chance.chance(0.7)) this.#durable = new Map(this.#files);
  }
  async remove(name: string): Promise<void> {
    this.#files.delete(name);
  }
  async syncNames(): Promise<void> {
    this.#durable = new Map(this.#files);
  }

  /** The power is gone: half of what was not synced is there. */
  crash(): void {
    const torn = (file: File): File =>
      file.synced ? file : { text: file.text.slice(0, file.text.length >> 1), synced: true };
    this.#files = new Map([...this.#durable].map(([name, file]) => [name, torn(file)]));
    this.#durable = new Map(this.#files);
  }
}
