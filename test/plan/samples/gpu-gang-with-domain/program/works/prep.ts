// app.ts:6 — class SomeWork, built at app.ts:25. Its machine: machines/default.ts.
import { Work } from "../components/work.ts";
import { platform } from "../platform.ts";

export const prep = new Work("prep", {
  platform,
  id: "bcdf",
  writes: true, // app.ts:7 — features = new Path("features/")
});
