// app.ts:6 — class SourceFile, built at app.ts:25. Its machine: machines/default.ts.
import { Work } from "../components/work.ts";
import { platform } from "../platform.ts";

export const source = new Work("source", {
  platform,
  id: "k3f9",
  writes: true, // app.ts:7 — boringFile = new Path("boring_file.txt")
});
