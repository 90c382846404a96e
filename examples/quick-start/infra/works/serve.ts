// app.ts:22 — class Serve, built at app.ts:41. Its machine: machines/default.ts.
import { balancer } from "../balancer.ts";
import { HttpService } from "../components/http-balancer.ts";
import { Work } from "../components/work.ts";
import { platform } from "../platform.ts";
import { train } from "./train.ts";

export const serveService = new HttpService("serve", {
  balancer,
  port: 8000, // app.ts:27 — port: 8000
  health: "/",
});

export const serve = new Work("serve", {
  platform,
  id: "nfw7",
  reads: [train], // app.ts:45 — serve is handed train.model
  requirements: true,
  service: serveService,
});
