// app.ts:24 — class Boring: the flow, its API and its console, on one small machine that comes back
// by itself.
import { Controller } from "./components/controller.ts";
import { platform } from "./platform.ts";
import { images } from "./settings.ts";

export const controller = new Controller("controller", {
  platform,
  image: images.cpuArm,
  instanceType: "t4g.small", // the smallest that is enough: 2 vCPU, 2 GiB
  disk: 8,
});
