import type { CloudCompute } from "./cloud-compute.ts";
import type { Flow } from "./flow.ts";
import { realm } from "./realm.ts";
import type { Work } from "./work.ts";

export interface AppOptions {
  readonly title?: string;
  readonly favicon?: string;
  readonly flowCloudCompute?: CloudCompute;
}

/** One per file, default export: `export default new App(new Root())`. Construction is over when it returns. */
export class App {
  constructor(root: Flow | Work, options: AppOptions = {}) {
    realm().app(this, root, options);
  }
}
