// One Path, handed to every work in a way that nothing here follows to the end: every work may read it.
import { App, Flow, Path, Work } from "thunderhead";

declare const library: (...given: unknown[]) => unknown;

class Make extends Work {
  out = new Path("out.bin");
  override async run() {
    library(this.out);
  }
}
class Use extends Work {
  override async run(...given: unknown[]) {
    library(given);
  }
}
class Box {
  #held: unknown;
  put(value: unknown) {
    this.#held = value;
  }
  take() {
    return this.#held;
  }
}

class Root extends Flow {
  make = new Make();
  filtered = new Use();
  added = new Use();
  popped = new Use();
  list = new Use();
  record = new Use();
  map = new Use();
  set = new Use();
  weak = new Use();
  box = new Use();
  setter = new Use();
  callback = new Use();
  cause = new Use();

  override async run() {
    const { out } = await this.make.run().then(() => this.make);
    const some = [out].filter((one) => library(one));
    await this.filtered.run(some);
    const added: unknown[] = [];
    added.push(...some);
    await this.added.run(added.at(-1));
    await this.popped.run(some.pop());
    const list: unknown[] = [];
    library(list, out);
    await this.list.run(list);
    const record: Record<string, unknown> = {};
    library(record, { out });
    await this.record.run(record["x"]);
    const map = new Map<string, unknown>();
    library(map, out);
    await this.map.run(map.get("x"));
    const set = new Set<unknown>();
    library(set, out);
    await this.set.run([...set]);
    const weak = new WeakMap<object, unknown>();
    weak.set(this, out);
    await this.weak.run(weak.get(this));
    const box = new Box();
    library(box, out);
    await this.box.run(box.take());
    const held: { value?: unknown; set(value: unknown): void } = {
      set(value) {
        this.value = value;
      },
    };
    library(held, out);
    await this.setter.run(held.value);
    let seen: unknown;
    library((value: unknown) => {
      seen = value;
    }, out);
    await this.callback.run(seen);
    const error = new Error("no", { cause: out });
    await this.cause.run(error.cause);
  }
}

export default new App(new Root());
