import { realm } from "./realm.ts";

/** A prefix in the object store that any number of works write; the last writer of a key wins. */
export class Drive {
  declare private readonly driveBrand: never;
  readonly driveName: string;

  constructor(name: string) {
    if (!/^[A-Za-z0-9_][\w.-]*$/.test(name)) {
      throw new TypeError(
        `A Drive's name holds letters, digits, _, . and -, as "shared-weights"; got ${JSON.stringify(name)}.`,
      );
    }
    this.driveName = name;
  }
  put(path: string, options: { as?: string } = {}): Promise<void> {
    return realm().drives.put(this, path, options.as);
  }
  get(path: string, options: { to?: string } = {}): Promise<string> {
    return realm().drives.get(this, path, options.to);
  }
  list(prefix = ""): Promise<string[]> {
    return realm().drives.list(this, prefix);
  }
  delete(path: string): Promise<void> {
    return realm().drives.delete(this, path);
  }
}
