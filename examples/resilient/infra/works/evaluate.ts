// app.ts:33 — class Evaluate, built at app.ts:47. Its machine: machines/default.ts.
import { Work } from "../components/work.ts";
import { platform } from "../platform.ts";
import { prepare } from "./prepare.ts";
import { train } from "./train.ts";

export const evaluate = new Work("evaluate", {
  platform,
  id: "cmw9",
  // app.ts:53 — evaluate is handed prepare.data; app.ts:53 — evaluate is handed train.checkpoint
  reads: [prepare, train],
  requirements: true,
});
