// app.ts:24 — class Boring: the flow, its API and its console, on one small machine that comes back
// by itself.
import { balancer } from "./balancer.ts";
import { Controller } from "./components/controller.ts";
import { HttpsService } from "./components/https-balancer.ts";
import { platform } from "./platform.ts";
import { images } from "./settings.ts";

// The console, at the domain itself. It asks for its own token.
export const consoleService = new HttpsService("console", {
  balancer,
  port: 7501,
  health: "/healthz",
});

export const controller = new Controller("controller", {
  platform,
  image: images.cpuArm,
  instanceType: "t4g.small", // the smallest that is enough: 2 vCPU, 2 GiB
  disk: 8,
  console: consoleService,
});
