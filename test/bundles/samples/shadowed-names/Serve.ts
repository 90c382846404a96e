

import { App, Flow, Work } from "thunderhead";
const limit = 3;

class Serve extends Work {
  override async run({ app = 1, ...flow }: { app?: number }) {
    const unrelated = app;
    for (const Root of [unrelated]) void Root;
    try {
      return { limit, unused: flow };
    } catch (root) {
      return root;
    }
  }
}
export { Serve as __work };
// exported as __work
