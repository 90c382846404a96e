/**
 * The life of one deployed app by plain `pulumi` in infra/, each step judged by the engine's own plan and by
 * what the emulated AWS then holds. A step that fails ends the lane, for the next would mean nothing.
 */
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { array, object, parse, string } from "valibot";
import { describe, expect } from "vitest";
import type { LaneApp } from "./apps.ts";
import { left } from "./aws/left.ts";
import type { Checkout } from "./checkout.ts";
import { cidr, dataOf, rig, showLeftOut } from "./rig.ts";
import type { Step } from "./stack.ts";
import { expectSteps, line, steps } from "./steps.ts";

export function lane(app: LaneApp): void {
  describe(app.name, () => {
    const { step, look } = steps();
    const { checkout, stack, aws, deployed, machines, running, changed, looks } = rig(app, {
      provider: "attached",
    });
    const up = async (): Promise<void> => {
      await stack().must("up", "--yes", "--skip-preview");
      changed();
    };

    step("preview: everything that `resources` names, and nothing else", async () => {
      await stack().create({ "allowedCidrs[0]": cidr });
      const planned = await stack().preview();
      const registered = registeredBy(checkout);
      expect(planned.map(line).sort()).toEqual([...registered, stackLine(app)].sort());
    });

    step("up", up);

    step("preview again: nothing, also beside what AWS itself says", async () => {
      expect(await stack().preview()).toEqual([]);
      await stack().must("preview", "--refresh", "--expect-no-changes");
    });

    looks({ step, look });

    step("new code touches objects and no machine", async () => {
      checkout.edit(app.code);
      checkout.thunderhead("compile");
      const planned = await stack().preview();
      expect(new Set(planned.map(({ type }) => type))).toEqual(new Set([uploads]));
      expectSteps(app, "code", planned);
      await up();
      expect(await running()).toEqual(machines());
    });

    step("another compute changes its own machines, and no running one", async () => {
      checkout.edit(app.compute);
      checkout.thunderhead("compile");
      const planned = await stack().preview();
      expectSteps(app, "compute", planned);
      expect(planned.filter(isReplacement).filter(({ type }) => type !== uploads)).toEqual([]);
      await up();
      expect(await running()).toEqual(machines());
    });

    step("a confirmed rename replaces and loses nothing", async () => {
      for (const edit of app.rename.edits) checkout.edit(edit);
      const { from, to } = app.rename;
      checkout.thunderhead("compile", "--rename", `${from}=${to}`);
      const planned = await stack().preview();
      expectSteps(app, "rename", planned);
      const gone = planned.filter((one) => isReplacement(one) || one.op === "delete");
      expect(gone.filter(({ type }) => type !== uploads)).toEqual([]);
      await up();
      expect(await running()).toEqual(machines());
    });

    step("refresh sees the machines that run, and leaves them alone", async () => {
      await stack().must("refresh", "--yes", "--skip-preview");
      expect(await stack().preview()).toEqual([]);
      expect(await running()).toEqual(machines());
    });

    step("destroy takes everything but the data, and says that this is protected", async () => {
      const kept = dataOf(await deployed());
      const refused = await stack().run("destroy", "--yes", "--skip-preview");
      expect(refused.code).not.toBe(0);
      expect(refused.output).toMatch(/protected/);
      expect(await left(aws())).toEqual(kept);
    });

    if (app.data === "given up") giveUp();
    else deleteData();

    function giveUp(): void {
      step("what a stack gives up stays in the account", async () => {
        const kept = dataOf(await deployed());
        await stack().must("state", "unprotect", "--all", "--yes");
        await stack().must("destroy", "--yes", "--skip-preview");
        expect(await left(aws())).toEqual(kept);
      });
    }

    function deleteData(): void {
      step("destroy without keepData deletes the data too, whatever it holds", async () => {
        const { data } = (await deployed()).outputs;
        const snapshot = { Bucket: data.data, Key: "controller/snapshot", Body: "{}" };
        await aws().objects.send(new PutObjectCommand(snapshot));
        await stack().must("config", "set", "keepData", "false");
        const kept = (await stack().urns()).filter((urn) => holdsData.test(urn));
        const targets = kept.flatMap((urn) => ["--target", urn]);
        await stack().must("up", "--yes", "--skip-preview", ...targets);
        await stack().must("destroy", "--yes", "--skip-preview");
        expect(await left(aws())).toEqual([]);
      });
    }

    showLeftOut();
  });
}

/** Code goes to a key that its content names, so new code is a new object. */
const uploads = "aws:s3/bucketObjectv2:BucketObjectv2";

const holdsData = /FileSystem::volume$|Table::journal$|Bucket::data$/;

const resources = object({ resources: array(object({ type: string(), name: string() })) });

const registeredBy = (checkout: Checkout): readonly string[] =>
  parse(resources, JSON.parse(checkout.thunderhead("resources", "--json"))).resources.map(
    ({ type, name }) => `create ${type} ${name}`,
  );

const stackLine = ({ name }: LaneApp): string => `create pulumi:pulumi:Stack ${name}-dev`;

const isReplacement = ({ op }: Step): boolean => op.includes("replace");
