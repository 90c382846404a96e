import { cacheLost } from "#diagnostics/catalogue.gen.ts";
import { works } from "#graph/graph.ts";
import type { PythonToken } from "#parse/python-source.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Picture } from "./checks.ts";
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
  for (const { name, settings, span } of works(picture.graph)) {
    for (const [variable, place] of Object.entries(settings.env)) {
      if (typeof place !== "string" || !caches.has(variable) || !lost.test(place)) continue;
      sink.report(cacheLost(span, { work: name, what: `\`${variable}\``, place }));
    }
  }
  for (const python of pythonWorks(interpreter, picture)) {
    const { name } = python.work;
    for (const { file, source } of python.files) {
      for (const call of source.calls) {
        const given = call.arguments.find(
          (one) => one.name === "cache_dir" || one.name === "download_root",
        );
        const place = stringOf(given, python);
        if (given?.name === undefined || place === undefined || !lost.test(place)) continue;
        const span = { file, start: call.start, end: call.end };
        sink.report(cacheLost(span, { work: name, what: `\`${given.name}\``, place }));
      }
      for (const { variable, place, ...at } of assignedIn(source.tokens)) {
        if (!caches.has(variable) || !lost.test(place)) continue;
        sink.report(cacheLost({ file, ...at }, { work: name, what: `\`${variable}\``, place }));
      }
    }
  }
}

/** `os.environ["HF_HOME"] = "/tmp/hf"` */
function assignedIn(tokens: readonly PythonToken[]) {
  return tokens.flatMap((token, index) => {
    const [bracket, equals, value] = tokens.slice(index + 1, index + 4);
    const isWrite = bracket?.text === "]" && equals?.text === "=" && value?.kind === "string";
    if (token.kind !== "string" || !isWrite) return [];
    return [{ variable: token.text, place: value.text, start: token.start, end: value.end }];
  });
}
