// app.ts:13 — class Train, built at app.ts:46.
import { WorkMachines } from "../components/work-machines.ts";
import { Work } from "../components/work.ts";
import { platform } from "../platform.ts";
import { images } from "../settings.ts";
import { prepare } from "./prepare.ts";

export const train = new Work("train", {
  platform,
  id: "shv3",
  writes: true, // app.ts:14 — checkpoint = new Path("checkpoint.npz")
  reads: [prepare], // app.ts:52 — train is handed prepare.data
  requirements: true,
});

export const trainMachines = new WorkMachines("train", {
  platform,
  works: [train],
  image: images.cpu,
  instanceTypes: ["m7i.2xlarge", "t3.2xlarge"], // app.ts:21 — "cpu-medium": 8 vCPU, 32 GiB
  disk: { gib: 30 },
  spot: true, // on demand where AWS has none to spare
});
