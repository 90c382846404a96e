// app.ts:5 — class Prepare, built at app.ts:45. Its machine: machines/default.ts.
import { Work } from "../components/work.ts";
import { platform } from "../platform.ts";

export const prepare = new Work("prepare", {
  platform,
  id: "h6xc",
  writes: true, // app.ts:6 — data = new Path("data.npz")
  requirements: true,
});
