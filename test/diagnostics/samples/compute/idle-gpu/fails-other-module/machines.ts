import { CloudCompute } from "thunderhead";

export const machine = new CloudCompute("g6e.xlarge", { idleTimeout: "90m" });
