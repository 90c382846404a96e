/**
 * What the boot script runs on every machine of the app: the agent where the deployment knows the machine's group
 * as one of works, else the controller. Its end is followed by another start, unless it ends with 0.
 */
import { S3Client } from "@aws-sdk/client-s3";
import { runOnWorkMachine } from "./agent.ts";
import { bootedWith } from "./booted.ts";
import { runOnController } from "./controller.ts";
import { readDeployment } from "./deployment.ts";

const booted = bootedWith(process.env);
const objects = new S3Client({ forcePathStyle: true });
const deployment = await readDeployment(objects, booted.bucket);
const ofWorks = deployment.groups.find(({ name }) => name === booted.group);
if (ofWorks === undefined) await runOnController({ ...booted, objects, deployment });
else await runOnWorkMachine({ ...booted, objects, deployment });
