/**
 * What the boot script runs on every machine of the app: the controller on the machine of that name, else the
 * agent. Its end is followed by another start, unless it ends with 0.
 */
import { S3Client } from "@aws-sdk/client-s3";
import { runOnWorkMachine } from "./agent.ts";
import { bootedWith } from "./booted.ts";
import { runOnController } from "./controller.ts";
import { readDeployment } from "./deployment.ts";

const booted = bootedWith(process.env);
const objects = new S3Client({ forcePathStyle: true });
if (booted.group === "controller") await runOnController({ ...booted, objects });
else {
  const deployment = await readDeployment(objects, booted.bucket);
  await runOnWorkMachine({ ...booted, objects, deployment });
}
