// app.ts:8 — class SomeWork, built at app.ts:27.
import { balancer } from "../balancer.ts";
import { HttpsService } from "../components/https-balancer.ts";
import { WorkMachines } from "../components/work-machines.ts";
import { Work } from "../components/work.ts";
import { platform } from "../platform.ts";
import { images } from "../settings.ts";
import { train } from "./train.ts";

export const serversSmallService = new HttpsService("servers-small", {
  balancer,
  host: "servers-small",
  port: 8000, // app.ts:16 — port: 8000
  health: "/",
});

const serversSmall = new Work("servers.small", {
  platform,
  id: "mnpq",
  reads: [train], // app.ts:31 — servers.small is handed train.model
  service: serversSmallService,
});

export const serversSmallMachines = new WorkMachines("servers.small", {
  platform,
  works: [serversSmall],
  image: images.gpu,
  instanceTypes: ["g6.xlarge", "g5.xlarge"], // app.ts:40 — "L4" or "A10G": 1 × L4, 4 vCPU, 16 GiB
  disk: { gib: 100, throughput: 500 },
});
