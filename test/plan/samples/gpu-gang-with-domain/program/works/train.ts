// app.ts:7 — class SomeWork, built at app.ts:26.
import { GangMachines } from "../components/gang-machines.ts";
import { Work } from "../components/work.ts";
import { platform } from "../platform.ts";
import { images } from "../settings.ts";
import { prep } from "./prep.ts";

export const train = new Work("train", {
  platform,
  id: "ghjk",
  writes: true, // app.ts:8 — model = new Path("model.pt")
  reads: [prep], // app.ts:31 — train is handed prep.features
  secrets: ["HF_TOKEN"],
  drives: ["runs"],
});

export const trainMachines = new GangMachines("train", {
  platform,
  works: [train],
  image: images.gpu,
  instanceTypes: ["p4d.24xlarge"], // app.ts:40 — "A100:8": 8 × A100, 96 vCPU, 1152 GiB
  disk: { gib: 500, throughput: 500 },
  machines: 2, // all of them, or none
  cluster: true,
  // EFA; several cards get no public address, so the network has a NAT gateway
  fabric: { cards: 4 },
  spot: true, // on demand where AWS has none to spare
  zones: ["use1-az1", "use1-az2", "use1-az4", "use1-az6"], // where p4d.24xlarge is sold
});
