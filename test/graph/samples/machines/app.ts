import { App, CloudCompute, Flow, Mount, Work } from "thunderhead";
class Any extends Work {
  override async run() {}
}
const shared = { retries: { limit: 3, backoff: "10s" }, timeout: "1h" } as const;

class Root extends Flow {
  plain = new Any(shared);
  same = new Any({ cloudCompute: new CloudCompute() });
  own = new Any({ cloudCompute: new CloudCompute("default", { diskSize: 80 }) });
  many = new Any({
    cloudCompute: new CloudCompute("A100:8", {
      nodes: 2,
      interruptible: true,
      idleTimeout: "90s",
      colocationGroup: "train",
      maxHourlyCost: 12.5,
      mounts: [new Mount("s3://bucket/data/", "/data")],
    }),
  });
  choice = new Any({ cloudCompute: new CloudCompute({ anyOf: ["L4", "A10G"] }) });

  override async run() {}
}

export default new App(new Root(), { flowCloudCompute: new CloudCompute("cpu-small") });
