// Generated from messages/*.md by `npm run generate`. Edit those.
import type { Span } from "#source/span.ts";
import { type Diagnostic, diagnostic, type Extra } from "./diagnostic.ts";

/** The compiler said {said} of {subject}, and the run showed {saw}. */
export function analysisDisagrees(
  span: Span | undefined,
  values: {
    /** what the two disagree about */
    readonly subject: string | number;
    /** what the compiler said, as JSON */
    readonly said: string | number;
    /** what the run showed, as JSON */
    readonly saw: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "analysis/disagrees", severity: "error", message: `The compiler said ${values.said} of ${values.subject}, and the run showed ${values.saw}.`, span }, extra);
}


/** The compiler does not follow the app any further from here, because {reason}. */
export function analysisGaveUp(
  span: Span | undefined,
  values: {
    /** why the compiler went no further, as a clause */
    readonly reason: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "analysis/gave-up", severity: "error", message: `The compiler does not follow the app any further from here, because ${values.reason}.`, span }, extra);
}


/** `{file}` is not an app: {reason}. */
export function appNoDefaultExport(
  span: Span | undefined,
  values: {
    /** the app's file */
    readonly file: string | number;
    /** a clause: "it has no default export" */
    readonly reason: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "app/no-default-export", severity: "error", message: `\`${values.file}\` is not an app: ${values.reason}.`, span }, extra);
}


/** There is no `{asset}` to bring along. {hint} */
export function bundleAssetMissing(
  span: Span | undefined,
  values: {
    /** as the app names it */
    readonly asset: string | number;
    /** a sentence with the nearest; may be empty */
    readonly hint: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "bundle/asset-missing", severity: "error", message: `There is no \`${values.asset}\` to bring along. ${values.hint}`, span }, extra);
}


/** `{one}` and `{other}` are both in the bundle of `{bundle}`, and are one file where case does not count. */
export function bundleCaseClash(
  span: Span | undefined,
  values: {
    /** the work, or the flow */
    readonly bundle: string | number;
    /** a file of it */
    readonly one: string | number;
    /** one whose name differs in case only */
    readonly other: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "bundle/case-clash", severity: "warning", message: `\`${values.one}\` and \`${values.other}\` are both in the bundle of \`${values.bundle}\`, and are one file where case does not count.`, span }, extra);
}


/** A bundle cannot be made of this: {detail}. */
export function bundleFailed(
  span: Span | undefined,
  values: {
    /** what the bundler says, without a period */
    readonly detail: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "bundle/failed", severity: "error", message: `A bundle cannot be made of this: ${values.detail}.`, span }, extra);
}


/** What `{class}` imports imports `{file}` again, and would bring the flow and every other work along. */
export function bundleFlowComesAlong(
  span: Span | undefined,
  values: {
    /** the work's class */
    readonly class: string | number;
    /** the app's file */
    readonly file: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "bundle/flow-comes-along", severity: "error", message: `What \`${values.class}\` imports imports \`${values.file}\` again, and would bring the flow and every other work along.`, span }, extra);
}


/** `{work}` opens `{file}`, which is in the project but does not travel with the work. */
export function bundleLeftOut(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** relative to the app */
    readonly file: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "bundle/left-out", severity: "warning", message: `\`${values.work}\` opens \`${values.file}\`, which is in the project but does not travel with the work.`, span }, extra);
}


/** `{addon}` is a native addon, which a bundle cannot carry to another machine. */
export function bundleNativeAddon(
  span: Span | undefined,
  values: {
    /** the addon as it is imported */
    readonly addon: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "bundle/native-addon", severity: "error", message: `\`${values.addon}\` is a native addon, which a bundle cannot carry to another machine.`, span }, extra);
}


/** The bundle of `{bundle}` is {size}: {biggest}. */
export function bundleTooBig(
  span: Span | undefined,
  values: {
    /** the work, or the page */
    readonly bundle: string | number;
    /** "212 MB" */
    readonly size: string | number;
    /** what takes most, with sizes */
    readonly biggest: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "bundle/too-big", severity: "warning", message: `The bundle of \`${values.bundle}\` is ${values.size}: ${values.biggest}.`, span }, extra);
}


/** `{written}` is spelled `{right}` on the disk. */
export function bundleWrongCase(
  span: Span | undefined,
  values: {
    /** the file as the app names it */
    readonly written: string | number;
    /** the same as the disk spells it */
    readonly right: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "bundle/wrong-case", severity: "error", message: `\`${values.written}\` is spelled \`${values.right}\` on the disk.`, span }, extra);
}


/** `{work}` keeps {what} in `{place}`, which is gone when its machine stops. */
export function cacheLost(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** "`HF_HOME`" */
    readonly what: string | number;
    /** as written */
    readonly place: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "cache/lost", severity: "warning", message: `\`${values.work}\` keeps ${values.what} in \`${values.place}\`, which is gone when its machine stops.`, span }, extra);
}


/** `thunderhead {command}` is declined. {reason} */
export function cliDeclined(
  span: Span | undefined,
  values: {
    /** the command */
    readonly command: string | number;
    /** a sentence: "There is no work trian." */
    readonly reason: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "cli/declined", severity: "error", message: `\`thunderhead ${values.command}\` is declined. ${values.reason}`, span }, extra);
}


/** {count} in infra/ has been edited by hand: {files}. */
export function cliInfraEdited(
  span: Span | undefined,
  values: {
    /** the files, quoted */
    readonly files: string | number;
    /** how many files, with the noun: "1 generated file" */
    readonly count: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "cli/infra-edited", severity: "error", message: `${values.count} in infra/ has been edited by hand: ${values.files}.`, span }, extra);
}


/** infra/ is stale: {count} would change: {files}. */
export function cliInfraStale(
  span: Span | undefined,
  values: {
    /** the files, quoted */
    readonly files: string | number;
    /** how many files, with the noun: "2 files" */
    readonly count: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "cli/infra-stale", severity: "error", message: `infra/ is stale: ${values.count} would change: ${values.files}.`, span }, extra);
}


/** `{folder}` holds no emitted program. */
export function cliNoInfra(
  span: Span | undefined,
  values: {
    /** the folder that was looked in */
    readonly folder: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "cli/no-infra", severity: "error", message: `\`${values.folder}\` holds no emitted program.`, span }, extra);
}


/** Git knows no revision `{revision}` here. */
export function cliNoRevision(
  span: Span | undefined,
  values: {
    /** the word as given */
    readonly revision: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "cli/no-revision", severity: "error", message: `Git knows no revision \`${values.revision}\` here.`, span }, extra);
}


/** No launch of `{app}` is running here. {hint} */
export function cliNotRunning(
  span: Span | undefined,
  values: {
    /** the app's name */
    readonly app: string | number;
    /** a sentence with the way out */
    readonly hint: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "cli/not-running", severity: "error", message: `No launch of \`${values.app}\` is running here. ${values.hint}`, span }, extra);
}


/** `{folder}` cannot be written: {detail}. */
export function cliNotWritable(
  span: Span | undefined,
  values: {
    /** the folder */
    readonly folder: string | number;
    /** what the system says */
    readonly detail: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "cli/not-writable", severity: "error", message: `\`${values.folder}\` cannot be written: ${values.detail}.`, span }, extra);
}


/** Port {port} is taken by another program. {hint} */
export function cliPortInUse(
  span: Span | undefined,
  values: {
    /** the port */
    readonly port: string | number;
    /** a sentence with the way out */
    readonly hint: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "cli/port-in-use", severity: "error", message: `Port ${values.port} is taken by another program. ${values.hint}`, span }, extra);
}


/** The program in `{folder}` does not run: {detail} */
export function cliProgramFailed(
  span: Span | undefined,
  values: {
    /** the folder of the program */
    readonly folder: string | number;
    /** what the program said */
    readonly detail: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "cli/program-failed", severity: "error", message: `The program in \`${values.folder}\` does not run: ${values.detail}`, span }, extra);
}


/** The simulation does not start. {reason} */
export function cliRefused(
  span: Span | undefined,
  values: {
    /** a sentence: "There is no launch to resume." */
    readonly reason: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "cli/refused", severity: "error", message: `The simulation does not start. ${values.reason}`, span }, extra);
}


/** `thunderhead` has no command `{command}`. {nearest} */
export function cliUnknownCommand(
  span: Span | undefined,
  values: {
    /** the word as given */
    readonly command: string | number;
    /** a sentence with the nearest command */
    readonly nearest: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "cli/unknown-command", severity: "error", message: `\`thunderhead\` has no command \`${values.command}\`. ${values.nearest}`, span }, extra);
}


/** `thunderhead {command}` has no flag `{flag}`. {nearest} */
export function cliUnknownFlag(
  span: Span | undefined,
  values: {
    /** the flag as given */
    readonly flag: string | number;
    /** the command */
    readonly command: string | number;
    /** a sentence with the nearest flag */
    readonly nearest: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "cli/unknown-flag", severity: "error", message: `\`thunderhead ${values.command}\` has no flag \`${values.flag}\`. ${values.nearest}`, span }, extra);
}


/** No provider is called `{target}`. {nearest} */
export function cliUnknownTarget(
  span: Span | undefined,
  values: {
    /** the target as given */
    readonly target: string | number;
    /** a sentence with the targets there are */
    readonly nearest: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "cli/unknown-target", severity: "error", message: `No provider is called \`${values.target}\`. ${values.nearest}`, span }, extra);
}


/** `thunderhead {command}` cannot be done: {detail}. */
export function cliWrongArgument(
  span: Span | undefined,
  values: {
    /** the command */
    readonly command: string | number;
    /** what is wrong and what was expected, without a period */
    readonly detail: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "cli/wrong-argument", severity: "error", message: `\`thunderhead ${values.command}\` cannot be done: ${values.detail}.`, span }, extra);
}


/** `{work}` brings {what}, which is built for {theirs}, to `{machine}`, which is {ours}. */
export function computeArchMismatch(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** "the wheel `x.whl`" */
    readonly what: string | number;
    /** what it is built for */
    readonly theirs: string | number;
    /** the type */
    readonly machine: string | number;
    /** the machine's */
    readonly ours: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "compute/arch-mismatch", severity: "error", message: `\`${values.work}\` brings ${values.what}, which is built for ${values.theirs}, to \`${values.machine}\`, which is ${values.ours}.`, span }, extra);
}


/** No zone of `{region}` sells `{name}`. {nearest} */
export function computeElsewhere(
  span: Span | undefined,
  values: {
    /** the name as written */
    readonly name: string | number;
    /** the region of `thunderhead.config.ts` */
    readonly region: string | number;
    /** a sentence with what the region sells instead, priced; may be empty */
    readonly nearest: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "compute/elsewhere", severity: "error", message: `No zone of \`${values.region}\` sells \`${values.name}\`. ${values.nearest}`, span }, extra);
}


/** `{work}` keeps its `{machine}` for {time} after its last call, which costs {cost} each time. */
export function computeIdleGpu(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** "6 hours" */
    readonly time: string | number;
    /** its type */
    readonly machine: string | number;
    /** "about 12.60 $" */
    readonly cost: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "compute/idle-gpu", severity: "warning", message: `\`${values.work}\` keeps its \`${values.machine}\` for ${values.time} after its last call, which costs ${values.cost} each time.`, span }, extra);
}


/** `{work}` wants EFA (`{variable}`), which `{machine}` does not have. {nearest} */
export function computeNoEfa(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** what asks for it: "FI_PROVIDER" */
    readonly variable: string | number;
    /** the type */
    readonly machine: string | number;
    /** a sentence with the nearest machine that has it, priced; may be empty */
    readonly nearest: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "compute/no-efa", severity: "warning", message: `\`${values.work}\` wants EFA (\`${values.variable}\`), which \`${values.machine}\` does not have. ${values.nearest}`, span }, extra);
}


/** `{work}` runs on {nodes} nodes that never look for each other. */
export function computeNoRendezvous(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** how many */
    readonly nodes: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "compute/no-rendezvous", severity: "warning", message: `\`${values.work}\` runs on ${values.nodes} nodes that never look for each other.`, span }, extra);
}


/** `{work}` starts {processes} with {launcher}, and `{machine}` {verb} {gpus}. */
export function computeProcessesDiffer(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** "8 processes", and where */
    readonly processes: string | number;
    /** what says so: "`--nproc_per_node`" */
    readonly launcher: string | number;
    /** the type */
    readonly machine: string | number;
    /** "has", or "have" of several */
    readonly verb: string | number;
    /** "4 GPUs" */
    readonly gpus: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "compute/processes-differ", severity: "warning", message: `\`${values.work}\` starts ${values.processes} with ${values.launcher}, and \`${values.machine}\` ${values.verb} ${values.gpus}.`, span }, extra);
}


/** `{work}` runs on machines that can be taken away, and keeps nothing of what it has done until then. */
export function computeSpotWithoutCheckpoint(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "compute/spot-without-checkpoint", severity: "warning", message: `\`${values.work}\` runs on machines that can be taken away, and keeps nothing of what it has done until then.`, span }, extra);
}


/** `{name}` costs more than the {limit} $/h that `maxHourlyCost` allows for {nodes}: {cheapest}. */
export function computeTooDear(
  span: Span | undefined,
  values: {
    /** the name as written */
    readonly name: string | number;
    /** $ an hour that `maxHourlyCost` allows */
    readonly limit: string | number;
    /** how many machines the work runs on */
    readonly nodes: string | number;
    /** the cheapest that would do, with its price */
    readonly cheapest: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "compute/too-dear", severity: "error", message: `\`${values.name}\` costs more than the ${values.limit} $/h that \`maxHourlyCost\` allows for ${values.nodes}: ${values.cheapest}.`, span }, extra);
}


/** No compute is called `{name}`. {nearest} */
export function computeUnknown(
  span: Span | undefined,
  values: {
    /** the name as written */
    readonly name: string | number;
    /** a sentence with the nearest names, priced where a price is known; may be empty */
    readonly nearest: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "compute/unknown", severity: "error", message: `No compute is called \`${values.name}\`. ${values.nearest}`, span }, extra);
}


/** Capacity block `{id}` ended at {ends}: no machine of `{name}` starts in it any more. */
export function configBlockOver(
  span: Span | undefined,
  values: {
    /** whose machines start in it */
    readonly name: string | number;
    /** of the reservation */
    readonly id: string | number;
    /** when it ended */
    readonly ends: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "config/block-over", severity: "warning", message: `Capacity block \`${values.id}\` ended at ${values.ends}: no machine of \`${values.name}\` starts in it any more.`, span }, extra);
}


/** `thunderhead.config.ts` has to be a constant, but {reason}. */
export function configNotConstant(
  span: Span | undefined,
  values: {
    /** a clause: "`process.env.STAGE` is known only at run time" */
    readonly reason: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "config/not-constant", severity: "error", message: `\`thunderhead.config.ts\` has to be a constant, but ${values.reason}.`, span }, extra);
}


/** Config `{config}` decides {what}, but is only read when the app starts. */
export function configSteersStructure(
  span: Span | undefined,
  values: {
    /** the name of the config value */
    readonly config: string | number;
    /** what it decides: "which component `train` is" */
    readonly what: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "config/steers-structure", severity: "error", message: `Config \`${values.config}\` decides ${values.what}, but is only read when the app starts.`, span }, extra);
}


/** `thunderhead.config.ts` has no setting `{key}`. {nearest} */
export function configUnknownKey(
  span: Span | undefined,
  values: {
    /** the key as written */
    readonly key: string | number;
    /** a sentence with the nearest key; may be empty */
    readonly nearest: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "config/unknown-key", severity: "error", message: `\`thunderhead.config.ts\` has no setting \`${values.key}\`. ${values.nearest}`, span }, extra);
}


/** `{key}` in `thunderhead.config.ts` is {value}; it has to be {expected}. */
export function configWrongValue(
  span: Span | undefined,
  values: {
    /** the setting */
    readonly key: string | number;
    /** what it is now */
    readonly value: string | number;
    /** what it may be */
    readonly expected: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "config/wrong-value", severity: "error", message: `\`${values.key}\` in \`thunderhead.config.ts\` is ${values.value}; it has to be ${values.expected}.`, span }, extra);
}


/** The state in `{backend}` cannot be used: {detail} */
export function deployBackendFailed(
  span: Span | undefined,
  values: {
    /** its address */
    readonly backend: string | number;
    /** what the cloud said, with a period */
    readonly detail: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/backend-failed", severity: "error", message: `The state in \`${values.backend}\` cannot be used: ${values.detail}`, span }, extra);
}


/** `{cidr}` is no network. Write an address block such as `203.0.113.7/32`. */
export function deployBadNetwork(
  span: Span | undefined,
  values: {
    /** the network as given */
    readonly cidr: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/bad-network", severity: "error", message: `\`${values.cidr}\` is no network. Write an address block such as \`203.0.113.7/32\`.`, span }, extra);
}


/** {cloud} cannot be reached. {detail} */
export function deployCloudUnreachable(
  span: Span | undefined,
  values: {
    /** the cloud as people call it */
    readonly cloud: string | number;
    /** what the cloud said, with a period */
    readonly detail: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/cloud-unreachable", severity: "error", message: `${values.cloud} cannot be reached. ${values.detail}`, span }, extra);
}


/** {cloud} does not take the credentials. {detail} Bring others with `{command}`, or set AWS_PROFILE. */
export function deployCredentials(
  span: Span | undefined,
  values: {
    /** the cloud as people call it */
    readonly cloud: string | number;
    /** what the cloud said, with a period */
    readonly detail: string | number;
    /** the command that brings new ones */
    readonly command: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/credentials", severity: "error", message: `${values.cloud} does not take the credentials. ${values.detail} Bring others with \`${values.command}\`, or set AWS_PROFILE.`, span }, extra);
}


/** Pulumi ended with an error: {detail} */
export function deployEngineFailed(
  span: Span | undefined,
  values: {
    /** what the cloud said, with a period */
    readonly detail: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/engine-failed", severity: "error", message: `Pulumi ended with an error: ${values.detail}`, span }, extra);
}


/** An update was cut off while {doing} {resource}; whether the cloud has done it, the engine cannot know. Look for a second one with the tag `{tag}` and remove it; `pulumi refresh --clear-pending-creates` in infra/ then ends this warning. */
export function deployInterrupted(
  span: Span | undefined,
  values: {
    /** the resource */
    readonly resource: string | number;
    /** creating, updating, deleting */
    readonly doing: string | number;
    /** the tag by which to find it */
    readonly tag: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/interrupted", severity: "warning", message: `An update was cut off while ${values.doing} ${values.resource}; whether the cloud has done it, the engine cannot know. Look for a second one with the tag \`${values.tag}\` and remove it; \`pulumi refresh --clear-pending-creates\` in infra/ then ends this warning.`, span }, extra);
}


/** The stack `{stack}` is locked by {holder}. {way} */
export function deployLocked(
  span: Span | undefined,
  values: {
    /** the stack */
    readonly stack: string | number;
    /** who holds it, and since when */
    readonly holder: string | number;
    /** a sentence with the way out */
    readonly way: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/locked", severity: "error", message: `The stack \`${values.stack}\` is locked by ${values.holder}. ${values.way}`, span }, extra);
}


/** {resource} cannot be made, for something of its name is there already. {detail} Remove or rename the other, or adopt it with `pulumi import`; then deploy again. */
export function deployNameTaken(
  span: Span | undefined,
  values: {
    /** what was refused, with its name: "the role `controller`" */
    readonly resource: string | number;
    /** what the cloud said, with a period */
    readonly detail: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/name-taken", severity: "error", message: `${values.resource} cannot be made, for something of its name is there already. ${values.detail} Remove or rename the other, or adopt it with \`pulumi import\`; then deploy again.`, span }, extra);
}


/** {resource} has a name that is too long. {detail} Shorten it in `infra/overrides.ts`, or shorten the work's name. */
export function deployNameTooLong(
  span: Span | undefined,
  values: {
    /** what was refused, with its name: "the role `controller`" */
    readonly resource: string | number;
    /** what the cloud said, with a period */
    readonly detail: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/name-too-long", severity: "error", message: `${values.resource} has a name that is too long. ${values.detail} Shorten it in \`infra/overrides.ts\`, or shorten the work's name.`, span }, extra);
}


/** {changes} await approval, and nobody is here to ask. Pass `{flag}` to go ahead. */
export function deployNeedsApproval(
  span: Span | undefined,
  values: {
    /** what would happen: "74 resources to create" */
    readonly changes: string | number;
    /** what to pass */
    readonly flag: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/needs-approval", severity: "error", message: `${values.changes} await approval, and nobody is here to ask. Pass \`${values.flag}\` to go ahead.`, span }, extra);
}


/** This change needs {count} that nobody has taken: pass {flags}, or `--reviewed {digest}` for all of it. */
export function deployNeedsDecision(
  span: Span | undefined,
  values: {
    /** "1 decision" or "3 decisions" */
    readonly count: string | number;
    /** "`--allow-exposure serve` and `--interrupt train`" */
    readonly flags: string | number;
    /** of the change */
    readonly digest: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/needs-decision", severity: "error", message: `This change needs ${values.count} that nobody has taken: pass ${values.flags}, or \`--reviewed ${values.digest}\` for all of it.`, span }, extra);
}


/** {name} has no address in stack `{stack}`. {known} */
export function deployNoAddress(
  span: Span | undefined,
  values: {
    /** the service as given, or "it" */
    readonly name: string | number;
    /** the stack */
    readonly stack: string | number;
    /** a sentence with what there is */
    readonly known: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/no-address", severity: "error", message: `${values.name} has no address in stack \`${values.stack}\`. ${values.known}`, span }, extra);
}


/** Nothing says where the state of `{project}` is kept. Pass `--backend s3://BUCKET` to keep it in a bucket, or `--backend local` for this machine alone; `pulumi login` chooses once for all. */
export function deployNoBackend(
  span: Span | undefined,
  values: {
    /** the Pulumi project */
    readonly project: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/no-backend", severity: "error", message: `Nothing says where the state of \`${values.project}\` is kept. Pass \`--backend s3://BUCKET\` to keep it in a bucket, or \`--backend local\` for this machine alone; \`pulumi login\` chooses once for all.`, span }, extra);
}


/** Machines boot `{node}`, and npm could not bring it: {why}. The program is written; machines that it makes do not come up. */
export function deployNoNode(
  span: Span | undefined,
  values: {
    /** the npm package, with its version */
    readonly node: string | number;
    /** what npm said */
    readonly why: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/no-node", severity: "warning", message: `Machines boot \`${values.node}\`, and npm could not bring it: ${values.why}. The program is written; machines that it makes do not come up.`, span }, extra);
}


/** There is no `pulumi` in {program}. Install it with `curl -fsSL https://get.pulumi.com | sh`, or as https://www.pulumi.com/docs/install says. */
export function deployNoPulumi(
  span: Span | undefined,
  values: {
    /** where it was looked for: "PATH" */
    readonly program: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/no-pulumi", severity: "error", message: `There is no \`pulumi\` in ${values.program}. Install it with \`curl -fsSL https://get.pulumi.com | sh\`, or as https://www.pulumi.com/docs/install says.`, span }, extra);
}


/** Nothing says which stack is meant. Pass `--stack dev`, or select one with `pulumi stack select`. {known} */
export function deployNoStack(
  span: Span | undefined,
  values: {
    /** a sentence: "There is `dev`." or empty */
    readonly known: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/no-stack", severity: "error", message: `Nothing says which stack is meant. Pass \`--stack dev\`, or select one with \`pulumi stack select\`. ${values.known}`, span }, extra);
}


/** Machines build Python environments with `uv` {version}, and pip could not bring it: {why}. They do so with their own pip, which takes longer. */
export function deployNoUv(
  span: Span | undefined,
  values: {
    /** of uv */
    readonly version: string | number;
    /** what pip said */
    readonly why: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/no-uv", severity: "warning", message: `Machines build Python environments with \`uv\` ${values.version}, and pip could not bring it: ${values.why}. They do so with their own pip, which takes longer.`, span }, extra);
}


/** The review that was agreed to is `{reviewed}`, and this change is `{digest}`. */
export function deployNotAsReviewed(
  span: Span | undefined,
  values: {
    /** the digest that was passed */
    readonly reviewed: string | number;
    /** of the change as it is */
    readonly digest: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/not-as-reviewed", severity: "error", message: `The review that was agreed to is \`${values.reviewed}\`, and this change is \`${values.digest}\`.`, span }, extra);
}


/** The packages of `{folder}` cannot be installed: {detail} */
export function deployPackagesFailed(
  span: Span | undefined,
  values: {
    /** infra/ as the user sees it */
    readonly folder: string | number;
    /** what npm said last */
    readonly detail: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/packages-failed", severity: "error", message: `The packages of \`${values.folder}\` cannot be installed: ${values.detail}`, span }, extra);
}


/** The stack `{stack}` encrypts its secrets with a passphrase, and there is none. Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE; an empty one is allowed: `export PULUMI_CONFIG_PASSPHRASE=`. */
export function deployPassphraseMissing(
  span: Span | undefined,
  values: {
    /** the stack */
    readonly stack: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/passphrase-missing", severity: "error", message: `The stack \`${values.stack}\` encrypts its secrets with a passphrase, and there is none. Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE; an empty one is allowed: \`export PULUMI_CONFIG_PASSPHRASE=\`.`, span }, extra);
}


/** `{who}` may not do `{permission}`, which {resource} needs. Have it allowed, then deploy again. */
export function deployPermissionDenied(
  span: Span | undefined,
  values: {
    /** what was refused, with its name: "the role `controller`" */
    readonly resource: string | number;
    /** the action */
    readonly permission: string | number;
    /** who asked */
    readonly who: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/permission-denied", severity: "error", message: `\`${values.who}\` may not do \`${values.permission}\`, which ${values.resource} needs. Have it allowed, then deploy again.`, span }, extra);
}


/** {resource} is protected, and the update would delete or replace it. {way} */
export function deployProtected(
  span: Span | undefined,
  values: {
    /** what was refused, with its name: "the role `controller`" */
    readonly resource: string | number;
    /** a sentence with the way out */
    readonly way: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/protected", severity: "error", message: `${values.resource} is protected, and the update would delete or replace it. ${values.way}`, span }, extra);
}


/** {resource} is one more than the account's quota. {detail} To raise it: {raise} */
export function deployQuotaReached(
  span: Span | undefined,
  values: {
    /** what was refused, with its name: "the role `controller`" */
    readonly resource: string | number;
    /** what the cloud said, with a period */
    readonly detail: string | number;
    /** the command, or the step, that raises it */
    readonly raise: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/quota-reached", severity: "error", message: `${values.resource} is one more than the account's quota. ${values.detail} To raise it: ${values.raise}`, span }, extra);
}


/** {resource} was refused. {detail} */
export function deployRefused(
  span: Span | undefined,
  values: {
    /** what was refused, with its name: "the role `controller`" */
    readonly resource: string | number;
    /** what the cloud said, with a period */
    readonly detail: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/refused", severity: "error", message: `${values.resource} was refused. ${values.detail}`, span }, extra);
}


/** The stack keeps no data called `{name}`. {known} */
export function deployUnknownData(
  span: Span | undefined,
  values: {
    /** the name as given */
    readonly name: string | number;
    /** a sentence with what there is */
    readonly known: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/unknown-data", severity: "error", message: `The stack keeps no data called \`${values.name}\`. ${values.known}`, span }, extra);
}


/** There is no stack `{stack}` here. {known} */
export function deployUnknownStack(
  span: Span | undefined,
  values: {
    /** the name as given */
    readonly stack: string | number;
    /** a sentence with what there is */
    readonly known: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/unknown-stack", severity: "error", message: `There is no stack \`${values.stack}\` here. ${values.known}`, span }, extra);
}


/** What stack `{stack}` has deployed cannot be reached: {why} */
export function deployUnreachable(
  span: Span | undefined,
  values: {
    /** the stack */
    readonly stack: string | number;
    /** a sentence */
    readonly why: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "deploy/unreachable", severity: "error", message: `What stack \`${values.stack}\` has deployed cannot be reached: ${values.why}`, span }, extra);
}


/** `{work}` loads data in {processes}, which {verb} batches over in {asked} MiB of shared memory. */
export function diskLittleSharedMemory(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** "8 processes" */
    readonly processes: string | number;
    /** "hand", or "hands" of one */
    readonly verb: string | number;
    /** MiB of shared memory that the app asks for */
    readonly asked: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "disk/little-shared-memory", severity: "warning", message: `\`${values.work}\` loads data in ${values.processes}, which ${values.verb} batches over in ${values.asked} MiB of shared memory.`, span }, extra);
}


/** `{work}` loads `{model}`, {size} GB of weights by its name, on `{machine}`, whose disk has {disk} GiB. */
export function diskModelTooLarge(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** as the hub names it */
    readonly model: string | number;
    /** GB of its weights, two bytes for each parameter */
    readonly size: string | number;
    /** the type */
    readonly machine: string | number;
    /** GiB of the machine's disk */
    readonly disk: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "disk/model-too-large", severity: "warning", message: `\`${values.work}\` loads \`${values.model}\`, ${values.size} GB of weights by its name, on \`${values.machine}\`, whose disk has ${values.disk} GiB.`, span }, extra);
}


/** {asked} MiB of shared memory are more than `{machine}` has: its memory is {memory} GiB. */
export function diskNoSharedMemory(
  span: Span | undefined,
  values: {
    /** MiB of shared memory that the app asks for */
    readonly asked: string | number;
    /** the type */
    readonly machine: string | number;
    /** GiB of memory that it has */
    readonly memory: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "disk/no-shared-memory", severity: "error", message: `${values.asked} MiB of shared memory are more than \`${values.machine}\` has: its memory is ${values.memory} GiB.`, span }, extra);
}


/** A disk of {asked} GiB is too small for `{machine}`, whose image needs {least} GiB. */
export function diskTooSmall(
  span: Span | undefined,
  values: {
    /** GiB that the app asks for */
    readonly asked: string | number;
    /** the type */
    readonly machine: string | number;
    /** GiB that its image needs */
    readonly least: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "disk/too-small", severity: "warning", message: `A disk of ${values.asked} GiB is too small for \`${values.machine}\`, whose image needs ${values.least} GiB.`, span }, extra);
}


/** `{flow}.run()` makes a `{class}`, and would make another on every tick. */
export function flowComponentInRun(
  span: Span | undefined,
  values: {
    /** the component's class */
    readonly class: string | number;
    /** the flow's class */
    readonly flow: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/component-in-run", severity: "error", message: `\`${values.flow}.run()\` makes a \`${values.class}\`, and would make another on every tick.`, span }, extra);
}


/** `{cron}` is not a time that comes: {reason}. */
export function flowCron(
  span: Span | undefined,
  values: {
    /** as written */
    readonly cron: string | number;
    /** a clause: "minutes end at 59" */
    readonly reason: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/cron", severity: "error", message: `\`${values.cron}\` is not a time that comes: ${values.reason}.`, span }, extra);
}


/** `{method}({key})` is reached more than once in one tick, and a key names one thing. */
export function flowDuplicateKey(
  span: Span | undefined,
  values: {
    /** `step`, `sleep`, `once` … */
    readonly method: string | number;
    /** the key as written */
    readonly key: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/duplicate-key", severity: "error", message: `\`${values.method}(${values.key})\` is reached more than once in one tick, and a key names one thing.`, span }, extra);
}


/** Two tabs are called `{name}`. */
export function flowDuplicateTab(
  span: Span | undefined,
  values: {
    /** of the tabs */
    readonly name: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/duplicate-tab", severity: "error", message: `Two tabs are called \`${values.name}\`.`, span }, extra);
}


/** `{value}` is no duration for {what}. {hint} */
export function flowDuration(
  span: Span | undefined,
  values: {
    /** as written */
    readonly value: string | number;
    /** "`timeout` of `train`" */
    readonly what: string | number;
    /** a sentence with what to write */
    readonly hint: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/duration", severity: "error", message: `\`${values.value}\` is no duration for ${values.what}. ${values.hint}`, span }, extra);
}


/** This loop of `{flow}` neither waits for anything new nor ends, so that its tick never does. */
export function flowEndlessLoop(
  span: Span | undefined,
  values: {
    /** the flow's class or name */
    readonly flow: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/endless-loop", severity: "error", message: `This loop of \`${values.flow}\` neither waits for anything new nor ends, so that its tick never does.`, span }, extra);
}


/** `{flow}.run()` awaits `{expression}`, which is repeated on every tick. */
export function flowForeignAwait(
  span: Span | undefined,
  values: {
    /** what is awaited, as written */
    readonly expression: string | number;
    /** the flow's class */
    readonly flow: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/foreign-await", severity: "error", message: `\`${values.flow}.run()\` awaits \`${values.expression}\`, which is repeated on every tick.`, span }, extra);
}


/** The layout of `{flow}` {what}, and a layout may only look. */
export function flowLayoutActs(
  span: Span | undefined,
  values: {
    /** "calls `train.run()`", "writes `shown`" */
    readonly what: string | number;
    /** the flow */
    readonly flow: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/layout-acts", severity: "error", message: `The layout of \`${values.flow}\` ${values.what}, and a layout may only look.`, span }, extra);
}


/** `{key}` cannot be the key of a component. */
export function flowMapKey(
  span: Span | undefined,
  values: {
    /** as written */
    readonly key: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/map-key", severity: "error", message: `\`${values.key}\` cannot be the key of a component.`, span }, extra);
}


/** `max` of `{name}` has to be a whole number from 1 on, and is {given}. */
export function flowMapMax(
  span: Span | undefined,
  values: {
    /** of the map */
    readonly name: string | number;
    /** what stands there, as written, or "not given" */
    readonly given: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/map-max", severity: "error", message: `\`max\` of \`${values.name}\` has to be a whole number from 1 on, and is ${values.given}.`, span }, extra);
}


/** Nothing after {what} is ever reached: {reason}. */
export function flowNeverReached(
  span: Span | undefined,
  values: {
    /** what does not end: "`serve.run()`" */
    readonly what: string | number;
    /** a clause: "its script serves for ever" */
    readonly reason: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/never-reached", severity: "warning", message: `Nothing after ${values.what} is ever reached: ${values.reason}.`, span }, extra);
}


/** `{expression}` has another value on each tick, so `{work}.run()` would be a new call every time. */
export function flowNondeterministicArgument(
  span: Span | undefined,
  values: {
    /** what differs each time, as written */
    readonly expression: string | number;
    /** the work that is called */
    readonly work: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/nondeterministic-argument", severity: "error", message: `\`${values.expression}\` has another value on each tick, so \`${values.work}.run()\` would be a new call every time.`, span }, extra);
}


/** `{what}` is called in a tick of `{flow}`, and throws there. {instead} */
export function flowNotRepeatable(
  span: Span | undefined,
  values: {
    /** the function as called: "Math.random()" */
    readonly what: string | number;
    /** the flow */
    readonly flow: string | number;
    /** a sentence with the way out */
    readonly instead: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/not-repeatable", severity: "error", message: `\`${values.what}\` is called in a tick of \`${values.flow}\`, and throws there. ${values.instead}`, span }, extra);
}


/** `{work}.{method}()` happens again on every tick. */
export function flowRepeatedEffect(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** `stop` or `restart` */
    readonly method: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/repeated-effect", severity: "warning", message: `\`${values.work}.${values.method}()\` happens again on every tick.`, span }, extra);
}


/** `{field}` is changed by what it was before, and that happens on every tick of `{flow}`. */
export function flowRepeatedWrite(
  span: Span | undefined,
  values: {
    /** the field as written: "this.count" */
    readonly field: string | number;
    /** the flow */
    readonly flow: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/repeated-write", severity: "warning", message: `\`${values.field}\` is changed by what it was before, and that happens on every tick of \`${values.flow}\`.`, span }, extra);
}


/** `{work}` is called again with the same arguments, which is the same call: it has failed already. */
export function flowRetryByHand(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/retry-by-hand", severity: "warning", message: `\`${values.work}\` is called again with the same arguments, which is the same call: it has failed already.`, span }, extra);
}


/** An await under `schedule()` ends the tick in which it is true, and what follows never runs. */
export function flowScheduleAwait(
  span: Span | undefined,
  _values: object,
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/schedule-await", severity: "error", message: `An await under \`schedule()\` ends the tick in which it is true, and what follows never runs.`, span }, extra);
}


/** The compiler has to know {what}, but {reason}. */
export function flowUnknownStructure(
  span: Span | undefined,
  values: {
    /** what has to be known: "the port of `serve`" */
    readonly what: string | number;
    /** a clause: "`process.env.PORT` is known only at run time" */
    readonly reason: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "flow/unknown-structure", severity: "error", message: `The compiler has to know ${values.what}, but ${values.reason}.`, span }, extra);
}


/** {count} of `{work}`{where} came of code that has changed since, and what it made is kept. {way} makes it anew. */
export function ledgerStaleCode(
  span: Span | undefined,
  values: {
    /** its name */
    readonly work: string | number;
    /** how many: "One finished call", "3 finished calls" */
    readonly count: string | number;
    /** nothing of a launch here, or " on stack `prod`" */
    readonly where: string | number;
    /** what makes it anew: "`thunderhead rerun train --downstream`", of a stack after the deploy */
    readonly way: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "ledger/stale-code", severity: "warning", message: `${values.count} of \`${values.work}\`${values.where} came of code that has changed since, and what it made is kept. ${values.way} makes it anew.`, span }, extra);
}


/** `{name}` is no name of a Drive or Path here: `{bare}` is all it takes. */
export function lightningDrive(
  span: Span | undefined,
  values: {
    /** as written */
    readonly name: string | number;
    /** without its protocol */
    readonly bare: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "lightning/drive", severity: "error", message: `\`${values.name}\` is no name of a Drive or Path here: \`${values.bare}\` is all it takes.`, span }, extra);
}


/** `{old}` is called `{new}` here, and under its old name nobody reads it. */
export function lightningMember(
  span: Span | undefined,
  values: {
    /** as written */
    readonly old: string | number;
    /** what it is called here */
    readonly new: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "lightning/member", severity: "error", message: `\`${values.old}\` is called \`${values.new}\` here, and under its old name nobody reads it.`, span }, extra);
}


/** `{old}` is `{new}` here. */
export function lightningName(
  span: Span | undefined,
  values: {
    /** as written */
    readonly old: string | number;
    /** what it is called here */
    readonly new: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "lightning/name", severity: "error", message: `\`${values.old}\` is \`${values.new}\` here.`, span }, extra);
}


/** The option `{old}` is called `{new}` here. */
export function lightningOption(
  span: Span | undefined,
  values: {
    /** as written */
    readonly old: string | number;
    /** what it is called here */
    readonly new: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "lightning/option", severity: "error", message: `The option \`${values.old}\` is called \`${values.new}\` here.`, span }, extra);
}


/** `parallel` is no option here: `await` decides. */
export function lightningParallel(
  span: Span | undefined,
  _values: object,
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "lightning/parallel", severity: "error", message: `\`parallel\` is no option here: \`await\` decides.`, span }, extra);
}


/** `{file}` cannot be read: {detail}. */
export function lockUnreadable(
  span: Span | undefined,
  values: {
    /** the lock's file */
    readonly file: string | number;
    /** what is wrong with it */
    readonly detail: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "lock/unreadable", severity: "error", message: `\`${values.file}\` cannot be read: ${values.detail}.`, span }, extra);
}


/** `{module}` exports no `{name}`. {hint} */
export function moduleNoSuchExport(
  span: Span | undefined,
  values: {
    /** `thunderhead` or `thunderhead/components` */
    readonly module: string | number;
    /** the name as imported */
    readonly name: string | number;
    /** a sentence with the way out; may be empty */
    readonly hint: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "module/no-such-export", severity: "error", message: `\`${values.module}\` exports no \`${values.name}\`. ${values.hint}`, span }, extra);
}


/** There is no file `{file}`. {hint} */
export function moduleNotFound(
  span: Span | undefined,
  values: {
    /** the file as given */
    readonly file: string | number;
    /** a sentence with the way out; may be empty */
    readonly hint: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "module/not-found", severity: "error", message: `There is no file \`${values.file}\`. ${values.hint}`, span }, extra);
}


/** This does not parse: {detail}. */
export function moduleSyntaxError(
  span: Span | undefined,
  values: {
    /** what the parser says, without a period */
    readonly detail: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "module/syntax-error", severity: "error", message: `This does not parse: ${values.detail}.`, span }, extra);
}


/** The import of `{specifier}` leads nowhere. {hint} */
export function moduleUnresolvedImport(
  span: Span | undefined,
  values: {
    /** the module as written */
    readonly specifier: string | number;
    /** a sentence with the way out; may be empty */
    readonly hint: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "module/unresolved-import", severity: "error", message: `The import of \`${values.specifier}\` leads nowhere. ${values.hint}`, span }, extra);
}


/** Path `{path}` becomes text here, which throws. */
export function pathAsText(
  span: Span | undefined,
  values: {
    /** the Path's name or class */
    readonly path: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "path/as-text", severity: "error", message: `Path \`${values.path}\` becomes text here, which throws.`, span }, extra);
}


/** `{work}` reads `.local` of its own Path `{path}` before it has written anything there, and finds nothing. */
export function pathLocalBeforeWrite(
  span: Span | undefined,
  values: {
    /** the Path's name */
    readonly path: string | number;
    /** the work */
    readonly work: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "path/local-before-write", severity: "error", message: `\`${values.work}\` reads \`.local\` of its own Path \`${values.path}\` before it has written anything there, and finds nothing.`, span }, extra);
}


/** `{consumer}` is handed `.local` of Path `{path}`, a place on one machine that means nothing on another. */
export function pathLocalCrossesWorks(
  span: Span | undefined,
  values: {
    /** the Path's name */
    readonly path: string | number;
    /** the work that uses it */
    readonly consumer: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "path/local-crosses-works", severity: "error", message: `\`${values.consumer}\` is handed \`.local\` of Path \`${values.path}\`, a place on one machine that means nothing on another.`, span }, extra);
}


/** `.local` of Path `{path}` is read in a flow, which has no such file. */
export function pathLocalInFlow(
  span: Span | undefined,
  values: {
    /** the Path's name */
    readonly path: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "path/local-in-flow", severity: "error", message: `\`.local\` of Path \`${values.path}\` is read in a flow, which has no such file.`, span }, extra);
}


/** The Paths `{path}` and `{other}` overlap: {place}. */
export function pathNested(
  span: Span | undefined,
  values: {
    /** the Path */
    readonly path: string | number;
    /** the other Path */
    readonly other: string | number;
    /** "the same place", "inside the other" */
    readonly place: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "path/nested", severity: "error", message: `The Paths \`${values.path}\` and \`${values.other}\` overlap: ${values.place}.`, span }, extra);
}


/** `{consumer}` reads Path `{path}`, which nothing writes: {reason}. */
export function pathNoWriter(
  span: Span | undefined,
  values: {
    /** the Path's name */
    readonly path: string | number;
    /** the work that reads it */
    readonly consumer: string | number;
    /** a clause: "`make` is never run" */
    readonly reason: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "path/no-writer", severity: "error", message: `\`${values.consumer}\` reads Path \`${values.path}\`, which nothing writes: ${values.reason}.`, span }, extra);
}


/** `{field}` is a Path of a flow, and only works write files. */
export function pathOnFlow(
  span: Span | undefined,
  values: {
    /** as written: "root.model" */
    readonly field: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "path/on-flow", severity: "error", message: `\`${values.field}\` is a Path of a flow, and only works write files.`, span }, extra);
}


/** `{consumer}` reads Path `{path}` before any call of `{producer}` can have written it. */
export function pathReadBeforeWrite(
  span: Span | undefined,
  values: {
    /** the Path's name */
    readonly path: string | number;
    /** the work that makes it */
    readonly producer: string | number;
    /** the work that reads it */
    readonly consumer: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "path/read-before-write", severity: "error", message: `\`${values.consumer}\` reads Path \`${values.path}\` before any call of \`${values.producer}\` can have written it.`, span }, extra);
}


/** `{consumer}` uses the plain string {value} as a file of `{producer}`, and that file lies where only `{producer}` can see it. */
export function pathStringCrossesWorks(
  span: Span | undefined,
  values: {
    /** the string as written, quotes included */
    readonly value: string | number;
    /** the work whose string it is */
    readonly producer: string | number;
    /** the work that uses it */
    readonly consumer: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "path/string-crosses-works", severity: "error", message: `\`${values.consumer}\` uses the plain string ${values.value} as a file of \`${values.producer}\`, and that file lies where only \`${values.producer}\` can see it.`, span }, extra);
}


/** `{other}` is the same Path as `{path}`, and a Path has one owner. */
export function pathTwoOwners(
  span: Span | undefined,
  values: {
    /** the Path's name */
    readonly path: string | number;
    /** the second name */
    readonly other: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "path/two-owners", severity: "error", message: `\`${values.other}\` is the same Path as \`${values.path}\`, and a Path has one owner.`, span }, extra);
}


/** `{path}` cannot name a Path: {reason}. */
export function pathWrongName(
  span: Span | undefined,
  values: {
    /** as written */
    readonly path: string | number;
    /** a clause: "it is absolute" */
    readonly reason: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "path/wrong-name", severity: "error", message: `\`${values.path}\` cannot name a Path: ${values.reason}.`, span }, extra);
}


/** {provider} does not run `{work}` in the image `{image}` yet, but on the machine itself. */
export function providerImageIgnored(
  span: Span | undefined,
  values: {
    /** the target as people call it */
    readonly provider: string | number;
    /** the work's name */
    readonly work: string | number;
    /** the container image that it asks for */
    readonly image: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "provider/image-ignored", severity: "warning", message: `${values.provider} does not run \`${values.work}\` in the image \`${values.image}\` yet, but on the machine itself.`, span }, extra);
}


/** {provider} cannot run {what} yet. {instead} */
export function providerUnsupported(
  span: Span | undefined,
  values: {
    /** the target as people call it */
    readonly provider: string | number;
    /** what it lacks, with the user's name for it */
    readonly what: string | number;
    /** a sentence with the way out */
    readonly instead: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "provider/unsupported", severity: "error", message: `${values.provider} cannot run ${values.what} yet. ${values.instead}`, span }, extra);
}


/** `{work}` installs `{requirement}`, which knows no GPU, on `{machine}` with {card}. */
export function pythonCpuWheelOnGpu(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** as written */
    readonly requirement: string | number;
    /** the type */
    readonly machine: string | number;
    /** its accelerators */
    readonly card: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "python/cpu-wheel-on-gpu", severity: "warning", message: `\`${values.work}\` installs \`${values.requirement}\`, which knows no GPU, on \`${values.machine}\` with ${values.card}.`, span }, extra);
}


/** `{work}` installs `{requirement}` for CUDA {cuda} on `{machine}`, whose driver serves CUDA {newest} at most (as of {asOf}). */
export function pythonDriverTooOld(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** as written */
    readonly requirement: string | number;
    /** the CUDA version that it is built for */
    readonly cuda: string | number;
    /** the type */
    readonly machine: string | number;
    /** the newest CUDA version that the image's driver serves */
    readonly newest: string | number;
    /** month of the image */
    readonly asOf: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "python/driver-too-old", severity: "warning", message: `\`${values.work}\` installs \`${values.requirement}\` for CUDA ${values.cuda} on \`${values.machine}\`, whose driver serves CUDA ${values.newest} at most (as of ${values.asOf}).`, span }, extra);
}


/** The Python environment of `{work}` cannot be built. {detail} */
export function pythonEnvironmentFailed(
  span: Span | undefined,
  values: {
    /** the work it is for */
    readonly work: string | number;
    /** the last words of the installer, as sentences */
    readonly detail: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "python/environment-failed", severity: "error", message: `The Python environment of \`${values.work}\` cannot be built. ${values.detail}`, span }, extra);
}


/** `{work}` installs `{requirement}` for CUDA on `{machine}`, which has no GPU. */
export function pythonGpuWheelOnCpu(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** as written */
    readonly requirement: string | number;
    /** the type */
    readonly machine: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "python/gpu-wheel-on-cpu", severity: "warning", message: `\`${values.work}\` installs \`${values.requirement}\` for CUDA on \`${values.machine}\`, which has no GPU.`, span }, extra);
}


/** `{asked}` for {works} cannot be locked. {detail} */
export function pythonLockFailed(
  span: Span | undefined,
  values: {
    /** the works that ask for it, each in quotes */
    readonly works: string | number;
    /** the requirements */
    readonly asked: string | number;
    /** the last words of the resolver, as sentences */
    readonly detail: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "python/lock-failed", severity: "error", message: `\`${values.asked}\` for ${values.works} cannot be locked. ${values.detail}`, span }, extra);
}


/** `thunderhead lock` asks `uv` which versions fit together, and there is none on the PATH. */
export function pythonNoUv(
  span: Span | undefined,
  _values: object,
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "python/no-uv", severity: "error", message: `\`thunderhead lock\` asks \`uv\` which versions fit together, and there is none on the PATH.`, span }, extra);
}


/** `{work}` cannot run here. {detail} */
export function pythonNotFound(
  span: Span | undefined,
  values: {
    /** the work that needs it */
    readonly work: string | number;
    /** sentences: what is needed, what is there, how to get it */
    readonly detail: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "python/not-found", severity: "error", message: `\`${values.work}\` cannot run here. ${values.detail}`, span }, extra);
}


/** `{work}` asks for Python {python}, and the image of its machines has {known} (as of {asOf}): a machine without it does not come up. */
export function pythonNotOnImage(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** the version that it asks for */
    readonly python: string | number;
    /** what there is, as a list */
    readonly known: string | number;
    /** month of that knowledge */
    readonly asOf: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "python/not-on-image", severity: "warning", message: `\`${values.work}\` asks for Python ${values.python}, and the image of its machines has ${values.known} (as of ${values.asOf}): a machine without it does not come up.`, span }, extra);
}


/** `{work}` runs `{script}`, which is not in the app's folder. {hint} */
export function pythonScriptMissing(
  span: Span | undefined,
  values: {
    /** the script as written */
    readonly script: string | number;
    /** the work that runs it */
    readonly work: string | number;
    /** a sentence with the nearest file; may be empty */
    readonly hint: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "python/script-missing", severity: "error", message: `\`${values.work}\` runs \`${values.script}\`, which is not in the app's folder. ${values.hint}`, span }, extra);
}


/** What {works} {verb} is not locked: {why}. Run `thunderhead lock`. */
export function pythonUnlocked(
  span: Span | undefined,
  values: {
    /** the works that ask for it, each in quotes */
    readonly works: string | number;
    /** `installs` or `install` */
    readonly verb: string | number;
    /** a clause: there is no lock, it has nothing for this list, or the list has changed since */
    readonly why: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "python/unlocked", severity: "warning", message: `What ${values.works} ${values.verb} is not locked: ${values.why}. Run \`thunderhead lock\`.`, span }, extra);
}


/** The app would have {need}; a new account may have {fresh}. To raise that: {command} */
export function quotaAskFirst(
  span: Span | undefined,
  values: {
    /** what the app would have, with its number: "60 listeners on one balancer" */
    readonly need: string | number;
    /** what a new account has */
    readonly fresh: string | number;
    /** asks for more */
    readonly command: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "quota/ask-first", severity: "info", message: `The app would have ${values.need}; a new account may have ${values.fresh}. To raise that: ${values.command}`, span }, extra);
}


/** `{app}` would have {need}, and {limit} is the most that can be had. {instead} */
export function quotaExceeded(
  span: Span | undefined,
  values: {
    /** the app's name */
    readonly app: string | number;
    /** what it would have, with its number: "120 target groups on one balancer" */
    readonly need: string | number;
    /** the most there may be */
    readonly limit: string | number;
    /** a sentence with the way out */
    readonly instead: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "quota/exceeded", severity: "error", message: `\`${values.app}\` would have ${values.need}, and ${values.limit} is the most that can be had. ${values.instead}`, span }, extra);
}


/** A secret is read {where}, and only works may read one. */
export function secretInFlow(
  span: Span | undefined,
  values: {
    /** "in a tick of `root`" */
    readonly where: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "secret/in-flow", severity: "error", message: `A secret is read ${values.where}, and only works may read one.`, span }, extra);
}


/** This looks like {kind} (`{shown}…`), and whoever can read the source can use it. */
export function secretInSource(
  span: Span | undefined,
  values: {
    /** "an access key of AWS" */
    readonly kind: string | number;
    /** its first characters */
    readonly shown: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "secret/in-source", severity: "error", message: `This looks like ${values.kind} (\`${values.shown}…\`), and whoever can read the source can use it.`, span }, extra);
}


/** The secret `{name}`, which {works} needs, has no value here. */
export function secretMissing(
  span: Span | undefined,
  values: {
    /** the secret */
    readonly name: string | number;
    /** those that are given it */
    readonly works: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "secret/missing", severity: "error", message: `The secret \`${values.name}\`, which ${values.works} needs, has no value here.`, span }, extra);
}


/** `{work}` reads `{name}` from its environment, and nothing grants it. */
export function secretUndeclared(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** the variable's name */
    readonly name: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "secret/undeclared", severity: "warning", message: `\`${values.work}\` reads \`${values.name}\` from its environment, and nothing grants it.`, span }, extra);
}


/** `{work}` would be reachable by nobody once it is deployed: {what}. */
export function serviceBindsLoopback(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** "its script listens on `127.0.0.1`" */
    readonly what: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "service/binds-loopback", severity: "warning", message: `\`${values.work}\` would be reachable by nobody once it is deployed: ${values.what}.`, span }, extra);
}


/** `{work}` has {grace} s to answer before its log says that nothing does, and loads {package} first. */
export function serviceHealthTooShort(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** in seconds */
    readonly grace: string | number;
    /** what it loads */
    readonly package: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "service/health-too-short", severity: "info", message: `\`${values.work}\` has ${values.grace} s to answer before its log says that nothing does, and loads ${values.package} first.`, span }, extra);
}


/** {what} is read, but `{work}` declares no port. */
export function serviceNoPort(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** "`this.port`", "its url" */
    readonly what: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "service/no-port", severity: "error", message: `${values.what} is read, but \`${values.work}\` declares no port.`, span }, extra);
}


/** `{work}` is to be public, but {why}. */
export function serviceNotPublic(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** "it declares no port" */
    readonly why: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "service/not-public", severity: "error", message: `\`${values.work}\` is to be public, but ${values.why}.`, span }, extra);
}


/** `{work}` serves from a machine that can be taken away, and its url is gone until there is another. */
export function serviceOnSpot(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "service/on-spot", severity: "info", message: `\`${values.work}\` serves from a machine that can be taken away, and its url is gone until there is another.`, span }, extra);
}


/** `{work}` and `{other}` both listen on port {port} of {machine}. */
export function servicePortClash(
  span: Span | undefined,
  values: {
    /** the work whose port comes second */
    readonly work: string | number;
    /** the work that has it already */
    readonly other: string | number;
    /** the number */
    readonly port: string | number;
    /** what they share: "the shared `default` machine" */
    readonly machine: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "service/port-clash", severity: "error", message: `\`${values.work}\` and \`${values.other}\` both listen on port ${values.port} of ${values.machine}.`, span }, extra);
}


/** The state `{field}` holds {value}, which JSON cannot carry. */
export function stateNotJson(
  span: Span | undefined,
  values: {
    /** as written: "train.history" */
    readonly field: string | number;
    /** what it holds: "a `Map`" */
    readonly value: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "state/not-json", severity: "error", message: `The state \`${values.field}\` holds ${values.value}, which JSON cannot carry.`, span }, extra);
}


/** `private {field}` of `{owner}` is state all the same: everybody can see it. */
export function statePrivate(
  span: Span | undefined,
  values: {
    /** the name */
    readonly field: string | number;
    /** the component's class */
    readonly owner: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "state/private", severity: "warning", message: `\`private ${values.field}\` of \`${values.owner}\` is state all the same: everybody can see it.`, span }, extra);
}


/** `{work}` is handed {value}, which JSON cannot carry to its process. */
export function workArgumentNotJson(
  span: Span | undefined,
  values: {
    /** the work that is called */
    readonly work: string | number;
    /** what it is: "a `Map`" */
    readonly value: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "work/argument-not-json", severity: "error", message: `\`${values.work}\` is handed ${values.value}, which JSON cannot carry to its process.`, span }, extra);
}


/** `{work}.{method}()` is asynchronous, and a flow can only call `run()` of a work. */
export function workAsyncMethod(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** the method */
    readonly method: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "work/async-method", severity: "error", message: `\`${values.work}.${values.method}()\` is asynchronous, and a flow can only call \`run()\` of a work.`, span }, extra);
}


/** No module binds `{class}` at its top level, so the work's own process could not make it. */
export function workClassNotFound(
  span: Span | undefined,
  values: {
    /** the class, as far as it has a name */
    readonly class: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "work/class-not-found", severity: "error", message: `No module binds \`${values.class}\` at its top level, so the work's own process could not make it.`, span }, extra);
}


/** `{work}.{field}` is a `{class}` inside a work, and only flows own components. */
export function workComponentInside(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** the field */
    readonly field: string | number;
    /** the component's class */
    readonly class: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "work/component-inside", severity: "error", message: `\`${values.work}.${values.field}\` is a \`${values.class}\` inside a work, and only flows own components.`, span }, extra);
}


/** `{second}` is the same component as `{first}`, and a component has one name. */
export function workComponentTwice(
  span: Span | undefined,
  values: {
    /** the name it has already */
    readonly first: string | number;
    /** the name it would get */
    readonly second: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "work/component-twice", severity: "error", message: `\`${values.second}\` is the same component as \`${values.first}\`, and a component has one name.`, span }, extra);
}


/** Argument {position} of `new {class}()` has to be known before the app runs, but {reason}. */
export function workConstructorArgument(
  span: Span | undefined,
  values: {
    /** the work's class */
    readonly class: string | number;
    /** which argument, counted from 1 */
    readonly position: string | number;
    /** a clause: "`process.env.MODEL` is known only at run time" */
    readonly reason: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "work/constructor-argument", severity: "error", message: `Argument ${values.position} of \`new ${values.class}()\` has to be known before the app runs, but ${values.reason}.`, span }, extra);
}


/** `{work}.{member}` is only there inside the work, and a flow reads it here. */
export function workMemberInFlow(
  span: Span | undefined,
  values: {
    /** the work */
    readonly work: string | number;
    /** as read: "signal" */
    readonly member: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "work/member-in-flow", severity: "error", message: `\`${values.work}.${values.member}\` is only there inside the work, and a flow reads it here.`, span }, extra);
}


/** `{name}.{member}` is read while the app is constructed, and only a running app has it. */
export function workMemberTooEarly(
  span: Span | undefined,
  values: {
    /** the component as far as it is known */
    readonly name: string | number;
    /** as read: "url" */
    readonly member: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "work/member-too-early", severity: "error", message: `\`${values.name}.${values.member}\` is read while the app is constructed, and only a running app has it.`, span }, extra);
}


/** `{flow}.run()` runs a `{class}` that no field of a flow holds. */
export function workNotHeld(
  span: Span | undefined,
  values: {
    /** the work's class */
    readonly class: string | number;
    /** the flow that runs it */
    readonly flow: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "work/not-held", severity: "error", message: `\`${values.flow}.run()\` runs a \`${values.class}\` that no field of a flow holds.`, span }, extra);
}


/** `{owner}` has a member of its own called `{member}`, a name that is taken: {list} are the framework's. */
export function workReservedName(
  span: Span | undefined,
  values: {
    /** the name */
    readonly member: string | number;
    /** the component's class */
    readonly owner: string | number;
    /** the names that are taken */
    readonly list: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "work/reserved-name", severity: "error", message: `\`${values.owner}\` has a member of its own called \`${values.member}\`, a name that is taken: ${values.list} are the framework's.`, span }, extra);
}


/** `{class}.run()` returns {value}, which JSON cannot carry to the flow. */
export function workReturnNotJson(
  span: Span | undefined,
  values: {
    /** the work's class */
    readonly class: string | number;
    /** what is returned: "a `Map`" */
    readonly value: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "work/return-not-json", severity: "error", message: `\`${values.class}.run()\` returns ${values.value}, which JSON cannot carry to the flow.`, span }, extra);
}


/** `{work}` is handed the url of `{other}`, which changes from `""` to an address while the app runs. */
export function workUrlArgument(
  span: Span | undefined,
  values: {
    /** the work that is called */
    readonly work: string | number;
    /** the work whose url it is */
    readonly other: string | number;
  },
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "work/url-argument", severity: "error", message: `\`${values.work}\` is handed the url of \`${values.other}\`, which changes from \`""\` to an address while the app runs.`, span }, extra);
}

export const slugs: readonly string[] = [
  "analysis/disagrees",
  "analysis/gave-up",
  "app/no-default-export",
  "bundle/asset-missing",
  "bundle/case-clash",
  "bundle/failed",
  "bundle/flow-comes-along",
  "bundle/left-out",
  "bundle/native-addon",
  "bundle/too-big",
  "bundle/wrong-case",
  "cache/lost",
  "cli/declined",
  "cli/infra-edited",
  "cli/infra-stale",
  "cli/no-infra",
  "cli/no-revision",
  "cli/not-running",
  "cli/not-writable",
  "cli/port-in-use",
  "cli/program-failed",
  "cli/refused",
  "cli/unknown-command",
  "cli/unknown-flag",
  "cli/unknown-target",
  "cli/wrong-argument",
  "compute/arch-mismatch",
  "compute/elsewhere",
  "compute/idle-gpu",
  "compute/no-efa",
  "compute/no-rendezvous",
  "compute/processes-differ",
  "compute/spot-without-checkpoint",
  "compute/too-dear",
  "compute/unknown",
  "config/block-over",
  "config/not-constant",
  "config/steers-structure",
  "config/unknown-key",
  "config/wrong-value",
  "deploy/backend-failed",
  "deploy/bad-network",
  "deploy/cloud-unreachable",
  "deploy/credentials",
  "deploy/engine-failed",
  "deploy/interrupted",
  "deploy/locked",
  "deploy/name-taken",
  "deploy/name-too-long",
  "deploy/needs-approval",
  "deploy/needs-decision",
  "deploy/no-address",
  "deploy/no-backend",
  "deploy/no-node",
  "deploy/no-pulumi",
  "deploy/no-stack",
  "deploy/no-uv",
  "deploy/not-as-reviewed",
  "deploy/packages-failed",
  "deploy/passphrase-missing",
  "deploy/permission-denied",
  "deploy/protected",
  "deploy/quota-reached",
  "deploy/refused",
  "deploy/unknown-data",
  "deploy/unknown-stack",
  "deploy/unreachable",
  "disk/little-shared-memory",
  "disk/model-too-large",
  "disk/no-shared-memory",
  "disk/too-small",
  "flow/component-in-run",
  "flow/cron",
  "flow/duplicate-key",
  "flow/duplicate-tab",
  "flow/duration",
  "flow/endless-loop",
  "flow/foreign-await",
  "flow/layout-acts",
  "flow/map-key",
  "flow/map-max",
  "flow/never-reached",
  "flow/nondeterministic-argument",
  "flow/not-repeatable",
  "flow/repeated-effect",
  "flow/repeated-write",
  "flow/retry-by-hand",
  "flow/schedule-await",
  "flow/unknown-structure",
  "ledger/stale-code",
  "lightning/drive",
  "lightning/member",
  "lightning/name",
  "lightning/option",
  "lightning/parallel",
  "lock/unreadable",
  "module/no-such-export",
  "module/not-found",
  "module/syntax-error",
  "module/unresolved-import",
  "path/as-text",
  "path/local-before-write",
  "path/local-crosses-works",
  "path/local-in-flow",
  "path/nested",
  "path/no-writer",
  "path/on-flow",
  "path/read-before-write",
  "path/string-crosses-works",
  "path/two-owners",
  "path/wrong-name",
  "provider/image-ignored",
  "provider/unsupported",
  "python/cpu-wheel-on-gpu",
  "python/driver-too-old",
  "python/environment-failed",
  "python/gpu-wheel-on-cpu",
  "python/lock-failed",
  "python/no-uv",
  "python/not-found",
  "python/not-on-image",
  "python/script-missing",
  "python/unlocked",
  "quota/ask-first",
  "quota/exceeded",
  "secret/in-flow",
  "secret/in-source",
  "secret/missing",
  "secret/undeclared",
  "service/binds-loopback",
  "service/health-too-short",
  "service/no-port",
  "service/not-public",
  "service/on-spot",
  "service/port-clash",
  "state/not-json",
  "state/private",
  "work/argument-not-json",
  "work/async-method",
  "work/class-not-found",
  "work/component-inside",
  "work/component-twice",
  "work/constructor-argument",
  "work/member-in-flow",
  "work/member-too-early",
  "work/not-held",
  "work/reserved-name",
  "work/return-not-json",
  "work/url-argument",
];
