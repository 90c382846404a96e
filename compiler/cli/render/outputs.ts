import { relative } from "node:path";
import { object, optional, parse, record, string, unknown } from "valibot";
import { emit } from "../engine/emit.ts";
import { ask } from "../engine/pulumi.ts";
import type { Session } from "../engine/session.ts";
import { paint, say } from "./print.ts";
import { table } from "./table.ts";

const outputs = object({
  /** With a domain. */
  url: optional(string()),
  services: optional(record(string(), string()), {}),
  reachableFrom: optional(string()),
});

/** What a person wants to know after a deploy: where things are, who gets in, what stands and costs. */
export async function printOutputs(session: Session): Promise<void> {
  const { engine, name } = session.at;
  const { code, stdout } = await ask(engine, ["stack", "output", "--json", "--stack", name]);
  if (code !== 0) return;
  const all = parse(record(string(), unknown()), JSON.parse(stdout));
  emit(session.invocation.flags, { event: "outputs", outputs: all });
  const { url, services, reachableFrom } = parse(outputs, all);
  const rows = [
    ...Object.entries(services).map(([work, url]) => [work, paint("bold", url)]),
    ...(reachableFrom === undefined ? [] : [["from", whoGetsIn(reachableFrom)]]),
    ...(session.standing === undefined ? [] : [["standing", session.standing]]),
    ...(url === undefined ? [] : [["console", paint("bold", url)]]),
    ["remove", `thunderhead destroy --stack ${name}; volume, journal and data are kept`],
  ];
  say(table(rows));
  if (process.env["PULUMI_BACKEND_URL"] === undefined && engine.env["PULUMI_BACKEND_URL"]) {
    const place = relative(process.cwd(), engine.infra) || ".";
    say(
      `\nPlain \`pulumi\` in ${place} finds this stack after \`pulumi login ${session.at.backend}\`.`,
    );
  }
}

/** The program tells users of plain `pulumi` how; here there is a shorter way. */
const whoGetsIn = (reachableFrom: string): string =>
  reachableFrom.startsWith("nobody")
    ? "nobody yet; thunderhead deploy --allow YOUR.ADDRESS/32"
    : reachableFrom;
