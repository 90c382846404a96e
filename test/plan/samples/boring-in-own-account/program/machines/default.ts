// The one machine of works that name no compute: source, serve. They are kept apart by unix user;
// its role is the sum of what they may do.
import { balancer } from "../balancer.ts";
import { WorkMachines } from "../components/work-machines.ts";
import { platform } from "../platform.ts";
import { images } from "../settings.ts";
import { serve } from "../works/serve.ts";
import { source } from "../works/source.ts";

export const defaultMachines = new WorkMachines("default", {
  platform,
  works: [source, serve],
  image: images.cpu,
  instanceTypes: ["t3.medium", "t3a.medium"], // no compute named: 2 vCPU, 4 GiB
  disk: { gib: 30 },
  zones: balancer.zones, // it reaches no others
});
