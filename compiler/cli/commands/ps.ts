import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { phaseTimes } from "#protocol/agent.ts";
import type { StatusDocument } from "#protocol/api.ts";
import type { Invocation } from "../invocation.ts";
import { ask } from "../launches/ask.ts";
import { finish } from "../launches/finish.ts";
import { launchesHere } from "../launches/here.ts";
import { heldHere, isDeployed, reach } from "../launches/reach.ts";
import { isStatus } from "../launches/status.ts";
import { print, say } from "../render/print.ts";
import { table } from "../render/table.ts";

/** Lists the components of the launch that runs here. Without one there is nothing to list, and that is no failure. */
export async function run(invocation: Invocation): Promise<number> {
  const { sink, flags } = invocation;
  const { app, running, last } = await standing(invocation);
  const answer = running && (await ask(invocation, running, { path: "status" }));
  const status = isStatus(answer) ? answer : undefined;
  if (!sink.hasErrors()) {
    if (flags.has("json")) print(`${JSON.stringify(document(status), undefined, 2)}\n`);
    else if (status) print(`${[rows(status), ...machineRows(status)].join("\n\n")}\n`);
    else if (app !== undefined)
      say(
        `No launch of \`${app}\` is running here. ${last ? howItEnded(last.directory) : ""}`.trimEnd(),
      );
  }
  return finish(invocation, running);
}

/** Where something runs it is reached; a deployed app that is not has been reported. */
async function standing(invocation: Invocation) {
  if (isDeployed(invocation)) return { running: await reach(invocation) };
  const { app, running, last } = await launchesHere(invocation);
  return { app, running: running && heldHere(running), last };
}

const document = (status: StatusDocument | undefined) =>
  status
    ? {
        version: 1,
        launch: status.launch,
        components: status.components,
        ...(status.machines && { machines: status.machines }),
      }
    : { version: 1, launch: null, components: {} };

const rows = ({ components }: StatusDocument): string =>
  table([
    ["COMPONENT", "STAGE", "SINCE", "ATTEMPT", "MACHINE", "URL"],
    ...Object.entries(components).map(([name, { kind, status, attempt, machine, url, phase }]) => [
      name,
      phase ? `${status.stage} (${phase})` : status.stage,
      kind === "work" && attempt === 0 ? "" : new Date(status.at).toTimeString().slice(0, 8),
      attempt > 0 ? String(attempt) : "",
      kind === "work" ? machine : "",
      url,
    ]),
  ]);

/** Deployed only: how long each took to come up, and what it usually takes. */
function machineRows({ machines = [] }: StatusDocument): readonly string[] {
  if (machines.length === 0) return [];
  const seconds = (value: number | undefined) => (value === undefined ? "" : `${value} s`);
  return [
    table([
      ["MACHINE", "GROUP", "STAGE", "SINCE", "BOOT", "USUALLY", "PHASES"],
      ...machines.map(({ machine, group, stage, at, boot = [], bootSeconds, usualSeconds }) => [
        machine ?? "",
        group,
        stage,
        new Date(at).toTimeString().slice(0, 8),
        seconds(bootSeconds),
        seconds(usualSeconds),
        phaseTimes(boot),
      ]),
    ]),
  ];
}

/** In the words of its last line. */
function howItEnded(directory: string): string {
  const file = join(directory, "state.json");
  if (!existsSync(file))
    return "The last one was cut short; `thunderhead run --resume` goes on with it.";
  const { code, message }: { code: number; message: string } = JSON.parse(
    readFileSync(file, "utf8"),
  );
  return `The last one ended with exit code ${code}: ${message.split("\n")[0]}`;
}
