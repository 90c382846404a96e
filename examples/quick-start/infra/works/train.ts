// app.ts:5 — class Train, built at app.ts:40. Its machine: machines/default.ts.
import { Work } from "../components/work.ts";
import { platform } from "../platform.ts";

export const train = new Work("train", {
  platform,
  id: "shv3",
  // app.ts:6 — model = new Path("model.npz"); app.ts:7 — metrics = new Path("metrics.json")
  writes: true,
  requirements: true,
});
