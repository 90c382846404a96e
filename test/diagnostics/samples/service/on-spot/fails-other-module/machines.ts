import { CloudCompute } from "thunderhead";

export const cheap = new CloudCompute("gpu", { interruptible: true });
