// slice: Serve
// Locals named like the module's own bindings reach nothing; the free `limit` does.
import { App, Flow, Work } from "thunderhead";
const limit = 3;
const unrelated = () => limit;
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
class Root extends Flow {
  serve = new Serve();
}
const root = new Root();
const app = new App(root);
export default app;
export { Serve, unrelated };
