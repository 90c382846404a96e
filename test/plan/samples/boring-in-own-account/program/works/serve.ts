// app.ts:7 — class ServeFile, built at app.ts:26. Its machine: machines/default.ts.
import { balancer } from "../balancer.ts";
import { HttpsService } from "../components/https-balancer.ts";
import { Work } from "../components/work.ts";
import { platform } from "../platform.ts";
import { source } from "./source.ts";

export const serveService = new HttpsService("serve", {
  balancer,
  host: "serve",
  port: 1111, // app.ts:16 — port: 1111
  health: "/",
});

export const serve = new Work("serve", {
  platform,
  id: "m4qd",
  reads: [source], // app.ts:31 — serve is handed source.boringFile
  service: serveService,
});
