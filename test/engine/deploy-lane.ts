/**
 * The same life by `thunderhead deploy` and `destroy`: it plans what plain `pulumi` plans, asks for what a
 * person has to decide, and leaves AWS with the same things.
 */
import { array, object, parse, string } from "valibot";
import { describe, expect } from "vitest";
import { readJson } from "#providers/aws/runtime/deployment.ts";
import { awsJournal } from "#providers/aws/runtime/journal.ts";
import { digestOf } from "#review/digest.ts";
import { recordedCalls } from "../runtime/recorded-calls.ts";
import type { LaneApp } from "./apps.ts";
import type { Deployed } from "./aws/deployed.ts";
import { left } from "./aws/left.ts";
import {
  commandEnvironment,
  type Ended,
  ended,
  eventIn,
  expectEnd,
  plannedIn,
  start,
} from "./command.ts";
import { cidr, dataOf, rig } from "./rig.ts";
import { acceptedChanges, steps } from "./steps.ts";

const stackWords = ["--stack", "dev"] as const;

export function deployLane(app: LaneApp): void {
  describe(`${app.name} by thunderhead deploy`, () => {
    const { step, look } = steps();
    const { checkout, ground, aws, deployed, machines, running, changed, looks } = rig(app, {
      provider: "attached",
    });

    const thunderhead = (...words: readonly string[]): Promise<Ended> =>
      ended(start(words, { cwd: checkout.app, env: commandEnvironment(ground()) }));

    const deploy = async (...words: readonly string[]): Promise<Ended> => {
      const ran = await thunderhead("deploy", ...stackWords, "--json", ...words);
      changed();
      return ran;
    };

    /** What it said of what is deployed against what the working tree would make of it. */
    const reviewIn = (ran: Ended): Review => parse(reviewed, eventIn(ran, "review"));
    /** To agree to what it asked for. */
    let flags: readonly string[] = [];

    step("says what it would do, and does nothing without a yes", async () => {
      const ran = await deploy("--allow", cidr);
      expectEnd(ran, 4, "--yes");
      const registered = registeredBy(checkout.thunderhead("resources", "--json"));
      expect(plannedIn(ran)).toEqual(registered);
      expect(await left(aws())).toEqual([]);
    });

    step("stops where a door opens that nobody agreed to", async () => {
      const stopped = await deploy("--yes");
      const { decisions } = reviewIn(stopped);
      expect(decisions.map(({ flag }) => flag)).toContain("allow-exposure");
      const wanted = decisions.map(({ flag, name }) => `--${flag} ${name}`);
      expectEnd(stopped, 4, "deploy/needs-decision", ...wanted);
      expect(await left(aws())).toEqual([]);
      flags = decisions.flatMap(({ flag, name }) => [`--${flag}`, name]);
    });

    const { values } = app;
    if (values)
      step(
        "values that the app does not read, and what is no duration, are refused together",
        async () => {
          const refused = await deploy("--yes", "--config", "epoch=20", "--keep-failed", "60");
          expectEnd(
            refused,
            2,
            "no configuration named epoch. It reads epochs",
            "`--keep-failed 60`",
          );
        },
      );

    step("deploys what was agreed to by name", async () => {
      expectEnd(await deploy("--yes", ...flags, ...(values?.flags ?? [])), 0);
    });

    if (values)
      look("machines and controller are told the values that the deploy was given", async () => {
        const { bundles } = (await deployed()).outputs.data;
        const told = await readJson(aws().objects, { bucket: bundles, key: "deployment.json" });
        expect(told).toMatchObject(values.deployed);
      });

    step("a second deploy has nothing to do, and a review nothing to say", async () => {
      const again = await deploy("--yes");
      expectEnd(again, 0, "Nothing to change");
      expect(plannedIn(again)).toEqual([]);
      // Of no change but code's, which looks new where the lane's provider says what is there.
      expect(reviewIn(again)).toEqual({ decisions: [], digest: digestOf([]) });
    });

    look("open prints where a service is reached", async () => {
      const [service] = (await deployed()).facts.works.filter(({ port }) => port);
      const words = ["open", service?.name ?? "", ...stackWords, "--no-open"];
      const { stdout } = await thunderhead(...words);
      expect(stdout).toMatch(new RegExp(`^http://services-\\S+:${service?.port?.listener}\n$`));
      expectEnd(await thunderhead("open", "nobody", ...words.slice(2)), 2, "deploy/no-address");
    });

    looks({ step, look });

    step("new code touches objects and no machine; calls done by the old are told", async () => {
      await recordCalls(await deployed());
      checkout.edit(app.code);
      const ran = await deploy("--yes");
      expectEnd(ran, 0);
      expect(staleIn(ran)).toEqual(app.codeOf);
      expect(plannedIn(ran)).toEqual(acceptedChanges(app, "code"));
      expect(await running()).toEqual(machines());
    });

    step("another compute: the digest that was reviewed passes, and no other", async () => {
      checkout.edit(app.compute);
      const refused = await deploy("--reviewed", "0123456789abcdef");
      const { digest } = reviewIn(refused);
      expectEnd(refused, 4, digest);
      expect(staleIn(refused)).toEqual(expect.arrayContaining([...app.codeOf]));
      const ran = await deploy("--reviewed", digest);
      expectEnd(ran, 0);
      expect(plannedIn(ran)).toEqual(acceptedChanges(app, "compute"));
      expect(await running()).toEqual(machines());
    });

    step("a confirmed rename replaces and loses nothing", async () => {
      for (const edit of app.rename.edits) checkout.edit(edit);
      const { from, to } = app.rename;
      checkout.thunderhead("compile", "--rename", `${from}=${to}`);
      const ran = await deploy("--yes");
      expectEnd(ran, 0);
      expect(plannedIn(ran)).toEqual(acceptedChanges(app, "rename"));
      expect(await running()).toEqual(machines());
    });

    step("destroy keeps the data, and deletes it where it is named", async () => {
      const kept = dataOf(await deployed());
      expectEnd(await thunderhead("destroy", ...stackWords, "--yes"), 0);
      expect(await left(aws())).toEqual(kept);
      const named = ["--delete-data", "all"];
      const gone = await thunderhead("destroy", ...stackWords, "--yes", ...named);
      expectEnd(gone, 0);
      expect(await left(aws())).toEqual([]);
    });
  });
}

const manifest = object({
  works: array(object({ name: string(), bundle: object({ hash: string() }) })),
});

/** As if each work had been called once since the deploy, and were done. */
async function recordCalls({ aws, outputs: { data } }: Deployed): Promise<void> {
  const { tables, objects } = aws;
  const text = await readJson(objects, { bucket: data.bundles, key: "manifest.json" });
  const { works } = parse(manifest, text);
  const journal = awsJournal({ tables, table: data.journal, objects, data: data.data });
  await journal.append(
    recordedCalls(works.map(({ name, bundle }) => ({ work: name, bundle: bundle.hash }))),
  );
}

/** Works whose calls came of other code, as a review tells them. */
const staleIn = ({ stderr }: Ended): readonly string[] =>
  [...stderr.matchAll(/finished call of `(\S+)` on stack `dev` came of code/g)].map(
    ([, work = ""]) => work,
  );

const reviewed = object({
  digest: string(),
  decisions: array(object({ flag: string(), name: string() })),
});
type Review = ReturnType<typeof parse<typeof reviewed>>;

const resources = object({ resources: array(object({ type: string(), name: string() })) });

/** Components exist in the program only, and nobody waits for them. */
const registeredBy = (json: string): readonly string[] =>
  parse(resources, JSON.parse(json))
    .resources.filter(({ type }) => !type.startsWith("thunderhead:"))
    .map(({ type, name }) => `create ${type} ${name}`)
    .sort();
