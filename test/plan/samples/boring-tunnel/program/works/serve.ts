// app.ts:7 — class ServeFile, built at app.ts:26. Its machine: machines/default.ts.
import { Work } from "../components/work.ts";
import { controller } from "../controller.ts";
import { platform } from "../platform.ts";
import { source } from "./source.ts";

export const serve = new Work("serve", {
  platform,
  id: "m4qd",
  reads: [source], // app.ts:31 — serve is handed source.boringFile
  service: { port: 1111, from: controller.firewall.id },
});
