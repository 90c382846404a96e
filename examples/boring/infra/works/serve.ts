// app.ts:14 — class ServeFile, built at app.ts:26. Its machine: machines/default.ts.
import { balancer } from "../balancer.ts";
import { HttpService } from "../components/http-balancer.ts";
import { Work } from "../components/work.ts";
import { platform } from "../platform.ts";
import { source } from "./source.ts";

export const serveService = new HttpService("serve", {
  balancer,
  port: 1111, // app.ts:16 — port: 1111
  health: "/",
});

export const serve = new Work("serve", {
  platform,
  id: "nfw7",
  reads: [source], // app.ts:30 — serve is handed source.boringFile
  requirements: true,
  service: serveService,
});
