// The one machine of works that name no compute: prepare, evaluate. They are kept apart by unix
// user; its role is the sum of what they may do.
import { WorkMachines } from "../components/work-machines.ts";
import { platform } from "../platform.ts";
import { images } from "../settings.ts";
import { evaluate } from "../works/evaluate.ts";
import { prepare } from "../works/prepare.ts";

export const defaultMachines = new WorkMachines("default", {
  platform,
  works: [prepare, evaluate],
  image: images.cpu,
  instanceTypes: ["t3.medium", "t3a.medium"], // no compute named: 2 vCPU, 4 GiB
  disk: { gib: 30 },
});
