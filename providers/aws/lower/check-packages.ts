import {
  computeArchMismatch,
  providerImageIgnored,
  pythonCpuWheelOnGpu,
  pythonDriverTooOld,
  pythonGpuWheelOnCpu,
} from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import { packagesOn, requirementsOn } from "#graph/requirements.ts";
import type { Work } from "#graph/work.ts";
import { newestCuda } from "../catalogue/region.ts";
import { briefly, type SoldType } from "../catalogue/types.ts";

/** What a work installs, against the machine it installs it on. */
export function checkPackages(work: Work, type: SoldType, sink: Sink): void {
  const { settings, name, compute } = work;
  const { span } = compute.shared ? work : compute;
  const asked = requirementsOn(work);
  for (const requirement of asked)
    reportArchitecture({ what: `the wheel \`${requirement}\``, text: wheelTag(requirement) });
  // What was asked for tells a person more; where it tells nothing, what it was locked to does.
  const locked = lockedFor(work, type);
  for (const requirement of foundIn(withoutGpu, { asked, locked }))
    if (type.accelerator) {
      const at = { work: name, requirement, machine: type.name };
      sink.report(pythonCpuWheelOnGpu(span, { ...at, card: briefly(type) }));
    }
  for (const requirement of foundIn(forCuda, { asked, locked }))
    if (!type.accelerator)
      sink.report(pythonGpuWheelOnCpu(span, { work: name, requirement, machine: type.name }));
  const named = asked.some((one) => cudaOf(one)) ? asked : foundIn(cudaRuntime, { asked, locked });
  if (type.accelerator) for (const requirement of named) reportDriver(requirement);
  const { image } = settings.build;
  if (image !== undefined && !reportArchitecture({ what: `the image \`${image}\``, text: image }))
    sink.report(providerImageIgnored(work.span, { provider: "AWS", work: name, image }));

  function reportDriver(requirement: string) {
    const [major, minor] = cudaOf(requirement) ?? [0, 0];
    const { major: most, minor: least, asOf } = newestCuda;
    if (major * 10 + minor <= most * 10 + least) return;
    const newest = `${most}.${least}`;
    const values = { work: name, requirement, machine: type.name, newest, asOf };
    sink.report(pythonDriverTooOld(span, { ...values, cuda: `${major}.${minor}` }));
  }

  /** Whether there is something to report. */
  function reportArchitecture({ what, text }: { readonly what: string; readonly text: string }) {
    const theirs = builtFor(text);
    if (theirs === undefined || theirs === type.architecture) return false;
    const values = { work: name, what, theirs, machine: type.name, ours: type.architecture };
    sink.report(computeArchMismatch(span, values));
    return true;
  }
}

/** `torch==2.8.0+cpu`, `--index-url https://download.pytorch.org/whl/cpu`, `tensorflow-cpu`. */
const withoutGpu =
  /^(?:torch|torchvision|torchaudio|jaxlib?)\b.*\+cpu\b|\/whl\/cpu\b|^tensorflow-cpu\b|^jax\[cpu\]/u;

/** `torch==2.8.0+cu128`, `.../whl/cu128`, `onnxruntime-gpu`, `jax[cuda12]`, `nvidia-cudnn-cu12`. */
const forCuda =
  /^(?:torch|torchvision|torchaudio|jaxlib?)\b.*\+cu\d|\/whl\/cu\d|^(?:onnxruntime-gpu|tensorflow-gpu|faiss-gpu|flash-attn|tensorrt)\b|^(?:cupy-cuda|nvidia-[a-z-]+-cu|faiss-gpu-cu)|^jax\[cuda|^tensorflow\[and-cuda\]/u;

/** All that were asked for; else the first of what they were locked to. */
function foundIn(pattern: RegExp, { asked, locked }: Listed): readonly string[] {
  const found = asked.filter((one) => pattern.test(one));
  return found.length > 0 ? found : locked.filter((one) => pattern.test(one)).slice(0, 1);
}

interface Listed {
  readonly asked: readonly string[];
  readonly locked: readonly string[];
}

/** Locked packages that a machine of this type installs, without the condition. */
function lockedFor(work: Work, { architecture }: SoldType): readonly string[] {
  const other = architecture === "arm64" ? "x86_64" : "aarch64";
  const elsewhere = new RegExp(
    `sys_platform == '(?:win32|darwin)'|platform_machine == '${other}'`,
    "u",
  );
  return packagesOn(work).flatMap((line) => {
    const [name = "", condition = ""] = line.split(" ; ");
    return elsewhere.test(condition) && !condition.includes(" or ") ? [] : [name];
  });
}

/** `+cu128` and `/whl/cu128` are CUDA 12.8; `jax[cuda13]` and `nvidia-cudnn-cu13` are of any 13. */
const cudaVersion = /(?:\+|\/whl\/|\[|-)cu(?:da)?-?(\d\d)(\d)?\b/u;

/** Of what `torch` and its kin were built with, whose version is CUDA's: `nvidia-cuda-runtime-cu12==12.8.90`. */
const cudaRuntime = /^nvidia-cuda-runtime(?:-cu\d+)?==(\d+)\.(\d+)\b/u;

/** The CUDA that a requirement was built for; `undefined` where it names none. */
export function cudaOf(requirement: string): readonly [major: number, minor: number] | undefined {
  const found = cudaRuntime.exec(requirement) ?? cudaVersion.exec(requirement) ?? [];
  const [cuda, major, minor = 0] = found;
  return cuda === undefined ? undefined : [Number(major), Number(minor)];
}

/** Only a file names its machine; a name and a version are built for all. */
const wheelTag = (requirement: string): string => (/\.whl\b/u.test(requirement) ? requirement : "");

function builtFor(text: string): SoldType["architecture"] | undefined {
  if (/(?:^|[\W_])(?:aarch64|arm64)(?:v8)?(?:[\W_]|$)/u.test(text)) return "arm64";
  return /(?:^|[\W_])(?:x86_64|amd64)(?:[\W_]|$)/u.test(text) ? "x86_64" : undefined;
}
