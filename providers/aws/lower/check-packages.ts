import {
  computeArchMismatch,
  pythonCpuWheelOnGpu,
  pythonDriverTooOld,
  pythonGpuWheelOnCpu,
} from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import type { Work } from "#graph/work.ts";
import { newestCuda } from "../catalogue/region.ts";
import { briefly, type SoldType } from "../catalogue/types.ts";

/** What a work installs, against the machine it installs it on. */
export function checkPackages(work: Work, type: SoldType, sink: Sink): void {
  const { settings, python, name, compute } = work;
  const { span } = compute.shared ? work : compute;
  const requirements = [...settings.build.requirements, ...(python?.requirements ?? [])];
  for (const requirement of new Set(requirements)) {
    const at = { work: name, requirement, machine: type.name };
    if (type.accelerator && withoutGpu.test(requirement))
      sink.report(pythonCpuWheelOnGpu(span, { ...at, card: briefly(type) }));
    if (type.accelerator) reportDriver(requirement);
    if (!type.accelerator && forCuda.test(requirement)) sink.report(pythonGpuWheelOnCpu(span, at));
    reportArchitecture({ what: `the wheel \`${requirement}\``, text: wheelTag(requirement) });
  }
  reportArchitecture({
    what: `the image \`${settings.build.image}\``,
    text: settings.build.image ?? "",
  });

  function reportDriver(requirement: string) {
    const [major, minor] = cudaOf(requirement) ?? [0, 0];
    const { major: most, minor: least, asOf } = newestCuda;
    if (major * 10 + minor <= most * 10 + least) return;
    const newest = `${most}.${least}`;
    const values = { work: name, requirement, machine: type.name, newest, asOf };
    sink.report(pythonDriverTooOld(span, { ...values, cuda: `${major}.${minor}` }));
  }

  function reportArchitecture({ what, text }: { readonly what: string; readonly text: string }) {
    const theirs = builtFor(text);
    if (theirs === undefined || theirs === type.architecture) return;
    const values = { work: name, what, theirs, machine: type.name, ours: type.architecture };
    sink.report(computeArchMismatch(span, values));
  }
}

/** `torch==2.8.0+cpu`, `--index-url https://download.pytorch.org/whl/cpu`, `tensorflow-cpu`. */
const withoutGpu =
  /^(?:torch|torchvision|torchaudio|jaxlib?)\b.*\+cpu\b|\/whl\/cpu\b|^tensorflow-cpu\b|^jax\[cpu\]/u;

/** `torch==2.8.0+cu128`, `.../whl/cu128`, `onnxruntime-gpu`, `jax[cuda12]`, `nvidia-cudnn-cu12`. */
const forCuda =
  /^(?:torch|torchvision|torchaudio|jaxlib?)\b.*\+cu\d|\/whl\/cu\d|^(?:onnxruntime-gpu|tensorflow-gpu|faiss-gpu|flash-attn|tensorrt)\b|^(?:cupy-cuda|nvidia-[a-z-]+-cu|faiss-gpu-cu)|^jax\[cuda|^tensorflow\[and-cuda\]/u;

/** `+cu128` and `/whl/cu128` are CUDA 12.8; `jax[cuda13]` and `nvidia-cudnn-cu13` are of any 13. */
const cudaVersion = /(?:\+|\/whl\/|\[|-)cu(?:da)?-?(\d\d)(\d)?\b/u;

/** The CUDA that a requirement was built for; `undefined` where it names none. */
export function cudaOf(requirement: string): readonly [major: number, minor: number] | undefined {
  const [cuda, major, minor = 0] = cudaVersion.exec(requirement) ?? [];
  return cuda === undefined ? undefined : [Number(major), Number(minor)];
}

/** Only a file names its machine; a name and a version are built for all. */
const wheelTag = (requirement: string): string => (/\.whl\b/u.test(requirement) ? requirement : "");

function builtFor(text: string): SoldType["architecture"] | undefined {
  if (/(?:^|[\W_])(?:aarch64|arm64)(?:v8)?(?:[\W_]|$)/u.test(text)) return "arm64";
  return /(?:^|[\W_])(?:x86_64|amd64)(?:[\W_]|$)/u.test(text) ? "x86_64" : undefined;
}
