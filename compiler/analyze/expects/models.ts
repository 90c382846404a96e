import type { Model } from "#graph/expectation.ts";
import type { PythonCall } from "#parse/python-source.ts";
import type { Span } from "#source/span.ts";
import type { Command } from "../checks/command.ts";
import { ownCodeMatches } from "../checks/own-code.ts";
import {
  argumentOf,
  mentions,
  type PythonWork,
  spanOfPython,
  stringOf,
} from "../checks/python-works.ts";
import type { Saying } from "./expects.ts";

/** Weights that land on the machine's own disk; none where the work says where else they go. */
export function modelsExpected(saying: Saying): readonly Model[] {
  const { python, commands } = saying;
  const calls = python?.files.flatMap(({ source }) => source.calls) ?? [];
  const loads = calls.filter((call) => python && isLoad(call, python));
  const byArgument = loads.length > 0 && !loads.some(goesElsewhere);
  const found = [
    ...commands.flatMap((command) => namedIn(command, byArgument)),
    ...(python ? loadedIn(python) : []),
  ];
  return found.length > 0 && keepsElsewhere(saying) ? [] : found;
}

const homes =
  /HF_HOME|HF_HUB_CACHE|HUGGINGFACE_HUB_CACHE|TRANSFORMERS_CACHE|XDG_CACHE_HOME|HF_HUB_OFFLINE/u;

function keepsElsewhere({ picture, work, python }: Saying): boolean {
  const { env, build } = work.settings;
  if ([...Object.keys(env), ...Object.keys(build.env)].some((name) => homes.test(name)))
    return true;
  if (python && mentions(python, homes)) return true;
  return ownCodeMatches(picture, work.name, homes);
}

/** Calls that bring all of a model's weights, by the package that they are of: others have an `LLM` as well. */
const loading: readonly { readonly call: RegExp; readonly package: RegExp }[] = [
  { call: /(?:^|\.)(?:LLM|EngineArgs|AsyncEngineArgs)$/u, package: /^vllm$/u },
  { call: /(?:^|\.)pipeline$/u, package: /^transformers$/u },
  { call: /(?:^|\.)snapshot_download$/u, package: /^huggingface_hub$/u },
  {
    call: /(?:Model|ForCausalLM|ForConditionalGeneration|Pipeline)\w*\.from_pretrained$/u,
    package: /^(?:transformers|diffusers)$/u,
  },
];

const isLoad = ({ name }: PythonCall, python: PythonWork): boolean =>
  !/Config|Tokenizer|Processor|Peft/u.test(name) &&
  loading.some((one) => one.call.test(name) && mentions(python, one.package));

/** Another folder, or a part of them. */
const elsewhere =
  /^(?:cache_dir|download_dir|local_dir|load_format|gguf_file|repo_type|allow_patterns|ignore_patterns|subfolder|weights_location)$/u;

const goesElsewhere = ({ arguments: list }: PythonCall): boolean =>
  list.some(({ name, tokens }) => elsewhere.test(name ?? "") || tokens[0]?.text === "*");

const namesOfModel = ["model", "model_id", "repo_id", "pretrained_model_name_or_path"];

function loadedIn(python: PythonWork): readonly Model[] {
  return python.files.flatMap((file) =>
    file.source.calls.flatMap((call) => {
      if (!isLoad(call, python) || goesElsewhere(call)) return [];
      const positional = call.arguments.filter(({ name }) => name === undefined);
      const isPipeline = call.name.endsWith("pipeline");
      const named = namesOfModel.flatMap((name) => argumentOf(call, name) ?? []);
      const given = named[0] ?? positional[isPipeline ? 1 : 0];
      return modelNamed(stringOf(given, python), spanOfPython(file, call));
    }),
  );
}

const servers =
  /^(?:vllm(?:\.entrypoints\.\S+)?|sglang\.launch_server|text-generation-launcher|hf|huggingface-cli)$/u;
const flag =
  /^--(?:model|model[-_](?:id|path|name|name[-_]or[-_]path)|repo[-_]id)(?:=(?<value>.*))?$/u;
const elsewhereFlag =
  /^--(?:download[-_]dir|local[-_]dir|cache[-_]dir|load[-_]format|repo[-_]type|include|exclude|huggingface[-_]hub[-_]cache)(?:=|$)/u;

/** `vllm serve NAME`, `--model-id NAME`; of its own script where that loads what it is told. */
function namedIn({ words, ofScript }: Command, byArgument: boolean): readonly Model[] {
  const texts = words.map(({ text }) => text ?? "");
  if (texts.some((text) => elsewhereFlag.test(text))) return [];
  const serves = !ofScript && texts.some((text) => servers.test(text));
  if (!serves && !(ofScript && byArgument)) return [];
  return words.flatMap(({ span }, index) => {
    const text = texts[index] ?? "";
    const value = flag.exec(text)?.groups?.["value"];
    if (value !== undefined) return modelNamed(value, span);
    const before = texts[index - 1] ?? "";
    const isNamed = flag.test(before) && !before.includes("=");
    // Further names are of single files.
    const isWhole = before === "download" && /^-|^$/u.test(texts[index + 1] ?? "");
    const isServed = serves && (before === "serve" || isWhole);
    return isNamed || isServed ? modelNamed(text, span) : [];
  });
}

/** Of weights that are smaller than two bytes each, or a part of a model, the name says nothing about the size. */
const lighter =
  /awq|gptq|int[48]|[48][-_]?bit|fp8|fp4|nf4|gguf|ggml|bnb|w4a|w8a|exl[23]|quant|mlx|onnx|gpt-oss|lora|adapter|eagle|medusa|draft|tokenizer|bitnet|head/iu;

/** `70B`, `8x7B`, `0.6B`; not `A3B`, the active part of a mixture. */
const sizes = /(?<![a-z\d.])(?:(?<experts>\d+)x)?(?<size>\d+(?:\.\d+)?)b(?![a-z\d])/giu;

function modelNamed(name: string | undefined, span: Span): readonly Model[] {
  if (name === undefined || !/^[\w.-]+\/[\w.-]+$/u.test(name) || lighter.test(name)) return [];
  const own = name.split("/")[1] ?? "";
  const found = [...own.matchAll(sizes)].map(({ groups }) => {
    const size = Number(groups?.["size"]);
    // What experts share is counted once: eight of 7 are 47, and 0.8 stays below.
    return groups?.["experts"] ? size * Number(groups["experts"]) * 0.8 : size;
  });
  // Several sizes are a model and what it was made from: the smaller is sure.
  return found.length === 0 ? [] : [{ kind: "model", name, parameters: Math.min(...found), span }];
}
