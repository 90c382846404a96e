import { cacheLost } from "#diagnostics/catalogue.gen.ts";
import type { PythonArgument } from "#parse/python-source.ts";
import type { Interpreter } from "../interpreter.ts";
import { allWorks } from "./all-works.ts";
import type { Picture } from "./checks.ts";
import { environmentSet } from "./python-environment.ts";
import { pythonWorks, stringOf } from "./python-works.ts";

/** Variables that say where downloads are kept. */
const caches: ReadonlySet<string> = new Set([
  "HF_HOME",
  "HF_HUB_CACHE",
  "HF_DATASETS_CACHE",
  "HUGGINGFACE_HUB_CACHE",
  "TRANSFORMERS_CACHE",
  "TORCH_HOME",
  "XDG_CACHE_HOME",
  "SENTENCE_TRANSFORMERS_HOME",
  "NLTK_DATA",
  "KERAS_HOME",
]);

/** Places that go with the machine. */
const lost = /^(?:~|\/tmp|\/var\/tmp|\/root|\/home)(?:\/|$)/u;

export function checkCaches(interpreter: Interpreter, picture: Picture): void {
  const { sink } = interpreter;
  for (const { name, settings, span } of allWorks(picture)) {
    for (const [variable, place] of Object.entries(settings.env)) {
      if (typeof place !== "string" || !caches.has(variable) || !lost.test(place)) continue;
      sink.report(cacheLost(span, { work: name, what: `\`${variable}\``, place }));
    }
  }
  for (const python of pythonWorks(interpreter, picture)) {
    const { name, settings } = python.work;
    for (const { file, source } of python.files) {
      for (const call of source.calls) {
        const given = call.arguments.find(
          (one) => one.name === "cache_dir" || one.name === "download_root",
        );
        const place = stringOf(given, python) ?? homeOf(given);
        if (given?.name === undefined || place === undefined || !lost.test(place)) continue;
        const span = { file, start: call.start, end: call.end };
        sink.report(cacheLost(span, { work: name, what: `\`${given.name}\``, place }));
      }
      for (const { variable, place, ...at } of environmentSet(source.tokens, settings.env)) {
        if (!caches.has(variable) || !lost.test(place)) continue;
        sink.report(cacheLost({ file, ...at }, { work: name, what: `\`${variable}\``, place }));
      }
    }
  }
}

/** `os.path.expanduser("~/cache")`, `Path("~/cache").expanduser()` */
function homeOf(given: PythonArgument | undefined): string | undefined {
  const strings = given?.tokens.filter(({ kind }) => kind === "string") ?? [];
  const expands = given?.tokens.some(({ text }) => text === "expanduser");
  return expands && strings.length === 1 ? strings[0]?.text : undefined;
}
