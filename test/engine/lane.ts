/**
 * The life of one deployed app, step by step on the real engine, each step judged by the engine's own plan and
 * by what the emulated AWS then holds. A step that fails ends the lane, for the next would mean nothing.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { array as list, object, parse, record, string } from "valibot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { factsOf } from "./app-facts.ts";
import type { LaneApp } from "./apps.ts";
import { checkBalancer } from "./aws/balancer.ts";
import { type Aws, awsAt } from "./aws/clients.ts";
import type { Deployed } from "./aws/deployed.ts";
import { checkFirewalls } from "./aws/firewalls.ts";
import { checkGroups } from "./aws/groups.ts";
import { launchAndCheck, running } from "./aws/launched.ts";
import { left } from "./aws/left.ts";
import { checkRoles } from "./aws/roles.ts";
import { checkVolume } from "./aws/volume.ts";
import { Checkout } from "./checkout.ts";
import { type Emulator, startEmulator } from "./emulator.ts";
import { partsOfLane } from "./ground.ts";
import { leftOut } from "./left-out.ts";
import { Stack, type Step } from "./stack.ts";

/** Of documentation, so that no rule could be meant by accident. */
const cidr = "203.0.113.0/24";

export function lane(app: LaneApp): void {
  const checkout = new Checkout(app);
  let emulator: Emulator;
  let aws: Aws;
  let stack: Stack;
  let machines: readonly string[] = [];

  beforeAll(async () => {
    const parts = partsOfLane();
    emulator = await startEmulator(parts.python);
    aws = awsAt(emulator.url);
    const ground = { ...parts, awsUrl: emulator.url, directory: checkout.directory };
    checkout.thunderhead("compile");
    stack = new Stack(ground, checkout.infra);
    await stack.create({ "allowedCidrs[0]": cidr });
  });
  afterAll(async () => {
    await emulator?.stop();
    if (!process.env["ENGINE_KEEP"]) checkout.remove();
  });

  /** As of the last call of `up`. */
  let told: Deployed | undefined;
  const up = async (): Promise<void> => {
    await stack.must("up", "--yes", "--skip-preview");
    told = undefined;
  };
  const deployed = async (): Promise<Deployed> => {
    told ??= {
      aws,
      app: `${app.name}-dev`,
      facts: factsOf(JSON.parse(checkout.thunderhead("graph", "--json"))),
      machines: app.machines,
      cidr,
      outputs: parse(outputs, await stack.outputs()),
    };
    return told;
  };

  describe(app.name, () => {
    const { step, look } = steps();

    step("preview: everything that `resources` names, and nothing else", async () => {
      const planned = await stack.preview();
      const registered = registeredBy(checkout);
      expect(planned.map(line).sort()).toEqual([...registered, stackLine(app)].sort());
    });

    step("up", up);

    step("preview again: nothing, also beside what AWS itself says", async () => {
      expect(await stack.preview()).toEqual([]);
      await stack.must("preview", "--refresh", "--expect-no-changes");
    });

    look("AWS: groups from 0 and their templates", async () => checkGroups(await deployed()));
    look("AWS: firewalls admit the app's edges", async () => checkFirewalls(await deployed()));
    look("AWS: the volume and its shares", async () => checkVolume(await deployed()));
    look("AWS: roles grant what edges say", async () => checkRoles(await deployed()));
    look("AWS: listeners and targets", async () => checkBalancer(await deployed()));
    step("AWS: machines that groups start", async () => {
      machines = [...(await launchAndCheck(await deployed()))].sort();
    });

    step("new code touches objects and no machine", async () => {
      checkout.edit(app.code);
      checkout.thunderhead("compile");
      const planned = await stack.preview();
      expect(new Set(planned.map(({ type }) => type))).toEqual(
        new Set(["aws:s3/bucketObjectv2:BucketObjectv2"]),
      );
      expectSteps(app, "code", planned);
      await up();
      expect(await running(await deployed())).toEqual(machines);
    });

    step("another compute changes its own machines, and no running one", async () => {
      checkout.edit(app.compute);
      checkout.thunderhead("compile");
      const planned = await stack.preview();
      expectSteps(app, "compute", planned);
      expect(planned.filter(isReplacement).filter(({ type }) => type !== uploads)).toEqual([]);
      await up();
      expect(await running(await deployed())).toEqual(machines);
    });

    step("a confirmed rename replaces and loses nothing", async () => {
      for (const edit of app.rename.edits) checkout.edit(edit);
      const { from, to } = app.rename;
      checkout.thunderhead("compile", "--rename", `${from}=${to}`);
      const planned = await stack.preview();
      expectSteps(app, "rename", planned);
      const gone = planned.filter((one) => isReplacement(one) || one.op === "delete");
      expect(gone.filter(({ type }) => type !== uploads)).toEqual([]);
      await up();
      expect(await running(await deployed())).toEqual(machines);
    });

    step("refresh sees the machines that run, and leaves them alone", async () => {
      await stack.must("refresh", "--yes", "--skip-preview");
      expect(await stack.preview()).toEqual([]);
      expect(await running(await deployed())).toEqual(machines);
    });

    if (app.data === "kept") keepData();
    else deleteData();

    function keepData(): void {
      step("destroy takes everything but the data, and says that this is protected", async () => {
        const { data } = (await deployed()).outputs;
        const kept = [
          `bucket ${data.data}`,
          `table ${data.journal}`,
          `volume ${data.volume}`,
        ].sort();
        const refused = await stack.run("destroy", "--yes", "--skip-preview");
        expect(refused.code).not.toBe(0);
        expect(refused.output).toMatch(/protected/);
        expect(await left(aws)).toEqual(kept);
        // Given up by the stack, they still stay.
        await stack.must("state", "unprotect", "--all", "--yes");
        await stack.must("destroy", "--yes", "--skip-preview");
        expect(await left(aws)).toEqual(kept);
      });
    }

    function deleteData(): void {
      step("destroy without keepData deletes the data too", async () => {
        const { data } = (await deployed()).outputs;
        const snapshot = { Bucket: data.data, Key: "controller/snapshot", Body: "{}" };
        await aws.objects.send(new PutObjectCommand(snapshot));
        await stack.must("config", "set", "keepData", "false");
        await up();
        await stack.must("destroy", "--yes", "--skip-preview");
        expect(await left(aws)).toEqual([]);
      });
    }

    for (const [what, why] of Object.entries(leftOut)) test.skip(`${what} (left out: ${why})`);
  });
}

/** Code goes to a key that its content names, so new code is a new object. */
const uploads = "aws:s3/bucketObjectv2:BucketObjectv2";

type Add = (title: string, run: () => Promise<void>) => void;

/** A step changes the stack, so that those after a failed one are skipped; a look changes nothing. */
function steps(): { readonly step: Add; readonly look: Add } {
  let failed: string | undefined;
  const add =
    (changes: boolean): Add =>
    (title, run) => {
      test(title, async ({ skip }) => {
        if (failed !== undefined) skip(`\`${failed}\` failed`);
        if (changes) failed = title;
        await run();
        if (changes) failed = undefined;
      });
    };
  return { step: add(true), look: add(false) };
}

const outputs = object({
  groups: record(string(), list(string())),
  data: object({ bundles: string(), journal: string(), data: string(), volume: string() }),
});

const resources = object({ resources: list(object({ type: string(), name: string() })) });

const registeredBy = (checkout: Checkout): readonly string[] =>
  parse(resources, JSON.parse(checkout.thunderhead("resources", "--json"))).resources.map(
    ({ type, name }) => `create ${type} ${name}`,
  );

const stackLine = ({ name }: LaneApp): string => `create pulumi:pulumi:Stack ${name}-dev`;

const line = ({ op, type, name }: Step): string => `${op} ${type} ${name}`;

const isReplacement = ({ op }: Step): boolean => op.includes("replace");

/** The whole plan of a change, in a file that a person has read; `UPDATE=1` accepts another. */
function expectSteps(app: LaneApp, change: string, planned: readonly Step[]): void {
  const file = join(import.meta.dirname, "samples", app.name, `${change}.txt`);
  const lines = planned.map((one) => {
    const why = one.op === "replace" ? one.replaceReasons : one.properties;
    // Elements of sets stand in the order of ids, which differ from run to run.
    const paths = new Set(why.map((path) => path.replaceAll(/\[\d+\]/g, "")));
    return [line(one), ...paths].join("  ");
  });
  const told = `${[...new Set(lines)].sort().join("\n")}\n`;
  if (process.env["UPDATE"]) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, told);
  }
  expect(told).toBe(readFileSync(file, "utf8"));
}
