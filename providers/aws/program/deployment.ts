// What only the cloud knows, written down where the controller and every machine look it up: the
// names of groups and their roles, the access points, the addresses of services. The controller's
// machine starts when that and the code are there.
import * as s3 from "@pulumi/aws/s3/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { Bundles } from "./bundles.ts";
import type { Controller } from "./controller.ts";
import type { Reservation } from "./machine.ts";
import type { Platform } from "./platform.ts";
import type { Service, Work } from "./work.ts";

export interface DeploymentArgs {
  platform: Platform;
  code: Bundles;
  controller: Controller;
  /** A list in it is a loop's. */
  machines: readonly (Machines | readonly Machines[])[];
  /** What the app's `config` answers; its own fallbacks where nothing is said. */
  config?: pulumi.Input<Record<string, unknown>>;
  /** Seconds that machines stay, for people to look at, after something has failed on them. */
  keepFailed?: number;
  /** Absent without a domain. */
  console?: Pick<Service, "url">;
  /** Nobody gets to the console without one. */
  login?: boolean;
}

/** Of one work, of several, or a gang's. */
export interface Machines {
  readonly label: string;
  readonly works: readonly Work[];
  /** ARN: who its agents must be. */
  readonly role: pulumi.Output<string>;
  readonly groupNames: pulumi.Output<string[]>;
  readonly reservation?: Reservation | undefined;
}

export class Deployment extends pulumi.ComponentResource {
  constructor(
    name: string,
    {
      platform,
      code,
      controller,
      machines,
      config,
      keepFailed,
      console,
      login = false,
    }: DeploymentArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("thunderhead:aws:Deployment", name, {}, options);
    const { app, bundles, data, journal, network, volume } = platform;
    const content = pulumi.jsonStringify({
      version: 1,
      app,
      region: network.region,
      journal: journal.name,
      data: data.bucket,
      volume: volume?.id,
      config,
      keepFailed,
      console: console && { url: console.url, login },
      groups: machines.flat().map(({ label, groupNames, role, works, reservation }) => ({
        name: label,
        role,
        groups: groupNames,
        // Of its end EC2 tells nobody.
        block: reservation?.block ? reservation : undefined,
        works: works.map(describe),
      })),
    });
    const written = new s3.BucketObjectv2(
      name,
      { bucket: bundles.id, key: "deployment.json", contentType: "application/json", content },
      { parent: this },
    );
    controller.start([code, written]);
    this.registerOutputs({});
  }
}

const describe = ({ label, id, elements, logs, paths, reads, service }: Work) => ({
  name: label,
  id,
  ...(elements && { elements }),
  logs: logs.name,
  paths: paths && { own: paths.own.id, versions: paths.versions.id },
  reads: reads().map((work) => ({ name: work.label, versions: work.paths?.versions.id })),
  service: service && { port: service.port, url: service.url },
});
