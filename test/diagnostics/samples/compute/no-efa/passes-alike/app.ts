// A size that has it, another provider, ordinary sockets, a variable of another name.
import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor(type: string, env: Record<string, string>) {
    super({ env, cloudCompute: new CloudCompute(type, { nodes: 2 }) });
  }
  override async run() {
    return this.node.rank;
  }
}
class Root extends Flow {
  large = new Train("g5.48xlarge", { FI_PROVIDER: "efa", FI_EFA_USE_DEVICE_RDMA: "1" });
  newest = new Train("H100:8", { NCCL_NET_PLUGIN: "ofi" });
  sockets = new Train("g5.xlarge", { FI_PROVIDER: "tcp", NCCL_NET: "Socket" });
  without = new Train("g5.2xlarge", { FI_EFA_USE_DEVICE_RDMA: "0", NETWORK: "efa" });

  override async run() {
    await Promise.all([this.large, this.newest, this.sockets, this.without].map((one) => one.run()));
  }
}

export default new App(new Root());
