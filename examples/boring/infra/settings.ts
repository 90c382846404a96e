// What differs between stacks; the values lie in Pulumi.<stack>.yaml, their types and defaults in
// Pulumi.yaml.
import * as pulumi from "@pulumi/pulumi";
import type { Image } from "./components/platform.ts";

const config = new pulumi.Config();

export const region = new pulumi.Config("aws").require("region");
export const app = `${pulumi.getProject()}-${pulumi.getStack()}`;
export const zones = config.requireObject<string[]>("zones"); // zones that sell what works ask for

// Pinned by `thunderhead images --update`; the root device goes with the image.
export const images = config.requireObject<{ cpu: Image; cpuArm: Image }>("images");

export const keepData = config.requireBoolean("keepData"); // volume, journal and data stay

// seconds that machines stay after a failure
export const keepFailed = config.requireNumber("keepFailed");

export const allowedCidrs = config.requireObject<string[]>("allowedCidrs"); // nobody by default
export const tags = { "thunderhead:app": app };
