import {
  defaultWorkSettings,
  type EnvironmentValue,
  type WorkSettings,
} from "#protocol/settings.ts";
import type { Interpreter } from "./interpreter.ts";
import { ownEntries } from "./member.ts";
import { knownOr, type OptionReader, optionReader, reportUnknown } from "./structure.ts";
import type { Value } from "./value.ts";

/** A work's options with every default filled in. A work with a port replaces its running call by default. */
export function settingsOf(interpreter: Interpreter, options: Value, owner: string): WorkSettings {
  const read = optionReader(interpreter, options, owner);
  const defaults = defaultWorkSettings;
  const port = read.number("port")?.value;
  const onNewCall = read.string("onNewCall")?.value;
  return withoutAbsent({
    displayName: read.string("displayName")?.value,
    host: read.string("host")?.value,
    port,
    public: read.boolean("public") === true ? true : undefined,
    cacheCalls: read.boolean("cacheCalls") ?? defaults.cacheCalls,
    rerunOn: read.string("rerunOn")?.value === "code" ? "code" : defaults.rerunOn,
    onNewCall:
      onNewCall === "queue" || onNewCall === "replace"
        ? onNewCall
        : port === undefined
          ? "queue"
          : "replace",
    startWithFlow: read.boolean("startWithFlow") ?? defaults.startWithFlow,
    raiseException: read.boolean("raiseException") ?? defaults.raiseException,
    retries: retriesOf(interpreter, read, owner),
    timeout: seconds(read.string("timeout")?.value),
    health: healthOf(interpreter, read, owner),
    build: buildOf(interpreter, read, owner),
    env: environmentOf(interpreter, read.value("env"), owner),
  });
}

/** Of an element, whose other settings are told when the app runs. */
export function builtWith(
  interpreter: Interpreter,
  options: Value,
  owner: string,
): Pick<WorkSettings["build"], "image" | "python" | "requirements"> {
  const build = optionReader(interpreter, options, owner).value("build");
  const read = optionReader(interpreter, build, owner);
  return {
    image: read.string("image")?.value,
    python: read.string("python")?.value,
    requirements: read.strings("requirements"),
  };
}

function withoutAbsent(settings: WorkSettings): WorkSettings {
  const { displayName, host, port, public: isPublic, timeout, ...rest } = settings;
  return {
    ...(displayName === undefined ? {} : { displayName }),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(isPublic === undefined ? {} : { public: isPublic }),
    ...(timeout === undefined ? {} : { timeout }),
    ...rest,
  };
}

function retriesOf(
  interpreter: Interpreter,
  read: OptionReader,
  owner: string,
): WorkSettings["retries"] {
  const given = read.value("retries");
  const { retries } = defaultWorkSettings;
  if (given.kind !== "object")
    return { limit: read.number("retries")?.value ?? retries.limit, backoff: retries.backoff };
  const inner = optionReader(interpreter, given, owner);
  return {
    limit: inner.number("limit")?.value ?? retries.limit,
    backoff: seconds(inner.string("backoff")?.value) ?? retries.backoff,
  };
}

function healthOf(
  interpreter: Interpreter,
  read: OptionReader,
  owner: string,
): WorkSettings["health"] {
  const { health } = defaultWorkSettings;
  const given = read.value("health");
  const inner = optionReader(interpreter, given, owner);
  return {
    path: inner.string("path")?.value ?? health.path,
    grace: seconds(inner.string("grace")?.value) ?? health.grace,
  };
}

function buildOf(
  interpreter: Interpreter,
  read: OptionReader,
  owner: string,
): WorkSettings["build"] {
  const inner = optionReader(interpreter, read.value("build"), owner);
  const python = inner.string("python")?.value;
  const image = inner.string("image")?.value;
  return {
    requirements: inner.strings("requirements"),
    ...(python === undefined ? {} : { python }),
    ...(image === undefined ? {} : { image }),
    commands: inner.strings("commands"),
    env: environmentOf(interpreter, inner.value("env"), owner),
  };
}

function environmentOf(
  interpreter: Interpreter,
  env: Value,
  owner: string,
): Readonly<Record<string, EnvironmentValue>> {
  if (env.kind === "known") return {};
  if (env.kind !== "object") {
    reportUnknown(interpreter, env, `\`env\` of ${owner}`);
    return {};
  }
  const entries = ownEntries(env).flatMap(
    ([name, value]): (readonly [string, EnvironmentValue])[] => {
      const one = environmentValue(value);
      if (one !== undefined) return [[name, one]];
      knownOr(interpreter, value, { what: `\`env.${name}\` of ${owner}` });
      return [];
    },
  );
  return Object.fromEntries(entries);
}

export function environmentValue(value: Value): EnvironmentValue | undefined {
  if (value.kind === "known") return value.value === undefined ? undefined : String(value.value);
  if (value.kind !== "object" || value.facts?.kind !== "secret") return undefined;
  const { name } = value.facts;
  return name.kind === "known" ? { $: "secret", name: String(name.value) } : undefined;
}

const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };

/** `"90s"` → 90. */
export function seconds(duration: string | undefined): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/u.exec(duration ?? "");
  const unit = units[match?.[2] ?? ""];
  return match && unit !== undefined ? Number(match[1]) * unit : undefined;
}
