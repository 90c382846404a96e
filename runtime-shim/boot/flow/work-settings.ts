import {
  defaultWorkSettings,
  type EnvironmentValue,
  type WorkSettings,
} from "#protocol/settings.ts";
import { isSecret, type Secret } from "#sdk/secret.ts";
import type { WorkOptions } from "#sdk/work.ts";
import { parseDuration } from "./duration.ts";

/** A work's options with every default filled in, as the compiler does for works it has seen. */
export function settingsOf(options: WorkOptions): WorkSettings {
  const { displayName, host, port, timeout, retries, health, build, env } = options;
  const defaults = defaultWorkSettings;
  const { limit, backoff } =
    typeof retries === "object" ? retries : { limit: retries ?? 0, backoff: undefined };
  return {
    ...(displayName !== undefined && { displayName }),
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(options.public === true && { public: true }),
    cacheCalls: options.cacheCalls ?? defaults.cacheCalls,
    rerunOn: options.rerunOn ?? defaults.rerunOn,
    onNewCall: options.onNewCall ?? (port === undefined ? "queue" : "replace"),
    startWithFlow: options.startWithFlow ?? defaults.startWithFlow,
    raiseException: options.raiseException ?? defaults.raiseException,
    retries: { limit, backoff: seconds(backoff) ?? defaults.retries.backoff },
    ...(timeout !== undefined && { timeout: parseDuration(timeout) / 1000 }),
    health: {
      path: health?.path ?? defaults.health.path,
      grace: seconds(health?.grace) ?? defaults.health.grace,
    },
    build: {
      requirements: build?.requirements ?? [],
      commands: build?.commands ?? [],
      ...(build?.python !== undefined && { python: build.python }),
      ...(build?.image !== undefined && { image: build.image }),
      env: environment(build?.env),
    },
    env: environment(env),
  };
}

const seconds = (duration: WorkOptions["timeout"]): number | undefined =>
  duration === undefined ? undefined : parseDuration(duration) / 1000;

const environment = (
  given: Readonly<Record<string, string | Secret>> = {},
): Record<string, EnvironmentValue> =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      isSecret(value) ? { $: "secret" as const, name: value.secretName } : value,
    ]),
  );
