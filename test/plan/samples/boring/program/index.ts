// Boring, from app.ts.
// Read on in this order: settings, network, storage, platform, balancer, controller, works/source,
// works/serve, machines/default.
import "./overrides.ts";
import { balancer } from "./balancer.ts";
import { Bundles } from "./components/bundles.ts";
import { Deployment } from "./components/deployment.ts";
import { controller } from "./controller.ts";
import { defaultMachines } from "./machines/default.ts";
import { platform } from "./platform.ts";
import { keepFailed } from "./settings.ts";
import { bundles, dataBucket, journal, volume } from "./storage.ts";
import { serveService } from "./works/serve.ts";
import "./extra/index.ts";

// Code from the last compile. It is not part of this program: new code, same machines.
const code = new Bundles("bundles", { bucket: bundles, directory: "bundles" });

// What only the cloud knows (names of groups, access points, addresses), for the controller, which
// starts when all is there.
new Deployment("deployment", {
  platform,
  code,
  controller,
  machines: [defaultMachines],
  keepFailed,
});

export const services = { serve: serveService.url };
export const reachableFrom = balancer.reachableFrom;
export const groups = { default: defaultMachines.groupNames };

export const data = {
  bundles: bundles.bucket,
  journal: journal.name,
  data: dataBucket.bucket,
  volume: volume.id,
};
