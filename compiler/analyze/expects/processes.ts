import type { Processes } from "#graph/expectation.ts";
import type { Span } from "#source/span.ts";
import type { Word } from "../checks/command.ts";
import { ownCodeMatches } from "../checks/own-code.ts";
import { mentions, type PythonFile, spanOfPython } from "../checks/python-works.ts";
import type { Saying } from "./expects.ts";

/** Processes that a launcher starts, one for each GPU; none where others than all GPUs are meant. */
export function processesExpected(saying: Saying): readonly Processes[] {
  const { work, python, commands } = saying;
  const variable = "PET_NPROC_PER_NODE";
  const set = work.settings.env[variable];
  const found = [
    ...commands.flatMap(({ words, ofScript }) => launchedBy(words, ofScript)),
    ...(python?.files ?? []).flatMap(launchedInPython),
    ...(typeof set === "string" && /^\d+$/u.test(set)
      ? [processes(`\`${variable}\``, { count: Number(set), span: work.span })]
      : []),
  ];
  return found.length > 0 && choosesDevices(saying) ? [] : found;
}

/** Another number than that of the GPUs is meant: some of them, none, or several for each process. */
const otherwise =
  /VISIBLE_DEVICES|^device_map$|^tp_plan$|(?:tensor|pipeline|model)[-_]?parallel|^--(?:gpu[-_]ids|include|exclude|(?:use[-_])?cpu)(?:=|$)/u;

function choosesDevices({ picture, work, python }: Saying): boolean {
  const devices = /VISIBLE_DEVICES/u;
  if (Object.keys(work.settings.env).some((name) => devices.test(name))) return true;
  if (python && mentions(python, otherwise)) return true;
  if (python && mentions(python, /^gloo$/u) && !mentions(python, /^(?:nccl|cuda)$/u)) return true;
  return ownCodeMatches(picture, work.name, devices);
}

const processes = (
  launcher: string,
  found: Pick<Processes, "count" | "span" | "digits"> & Partial<Pick<Processes, "per">>,
): Processes => ({ kind: "processes", launcher, per: "node", ...found });

const launchers =
  /(?:^|\/)(?<name>torchrun|accelerate|deepspeed)$|^torch\.distributed\.(?:run|launch)$/u;

const flags = /^--(?<flag>nproc[-_]per[-_]node|num[-_]processes|num[-_]gpus)(?:=(?<value>.*))?$/u;

/** `torchrun --nproc_per_node=8`, `accelerate launch --num_processes 8`, `deepspeed --num_gpus 8` */
function launchedBy(words: readonly Word[], ofScript: boolean): readonly Processes[] {
  const started = words.findIndex(({ text }) => launchers.test(text ?? ""));
  if (started < 0 && !ofScript) return [];
  if (words.some(({ text = "" }) => otherwise.test(text) || /^(?:.*=)?gloo$/u.test(text)))
    return [];
  const name = launchers.exec(words[started]?.text ?? "")?.groups?.["name"];
  return words.slice(Math.max(started, 0)).flatMap((word, index, rest) => {
    const { flag, value } = flags.exec(word.text ?? "")?.groups ?? {};
    if (flag === undefined || !belongs(flag, name)) return [];
    const digits = value === undefined ? rest[index + 1] : lastOf(word, value);
    if (digits === undefined || !/^\d+$/u.test(digits.text ?? "")) return [];
    const { span } = digits;
    const written = digits.literal ? { digits: span } : {};
    const per = flag.startsWith("num") && name === "accelerate" ? "all" : "node";
    const launcher = `\`--${flag}\``;
    return [processes(launcher, { count: Number(digits.text), span, ...written, per })];
  });
}

/** What torchrun understands is told by its name; the others' words mean something with them alone. */
function belongs(flag: string, launcher: string | undefined): boolean {
  if (flag.startsWith("nproc")) return true;
  return launcher === (flag.includes("gpus") ? "deepspeed" : "accelerate");
}

const lastOf = ({ span, literal }: Word, text: string): Word => ({
  text,
  literal,
  span: literal ? { ...span, start: span.end - text.length } : span,
});

/** `LaunchConfig(nproc_per_node=8)`, `notebook_launcher(train, num_processes=8)` */
function launchedInPython(file: PythonFile): readonly Processes[] {
  return file.source.calls.flatMap(({ name, arguments: list }) => {
    const last = name.split(".").at(-1) ?? "";
    const wanted = last === "LaunchConfig" ? "nproc_per_node" : "num_processes";
    if (last !== "LaunchConfig" && last !== "notebook_launcher") return [];
    const [token, ...more] = list.find((one) => one.name === wanted)?.tokens ?? [];
    if (token?.kind !== "number" || more.length > 0 || !/^\d+$/u.test(token.text)) return [];
    const span: Span = spanOfPython(file, token);
    return [processes(`\`${last}()\``, { count: Number(token.text), span, digits: span })];
  });
}
