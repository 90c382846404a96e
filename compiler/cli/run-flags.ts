import { cliWrongArgument } from "#diagnostics/catalogue.gen.ts";
import type { LaunchOptions } from "#protocol/launch.ts";
import type { Invocation } from "./invocation.ts";

/** What the flags of `run` say of the launch; `undefined` where one makes no sense, which is reported. */
export function runFlags(invocation: Invocation): Partial<LaunchOptions> | undefined {
  const port = portFrom(invocation);
  const config = configFrom(invocation);
  if (invocation.sink.hasErrors()) return undefined;
  return {
    ...(port === undefined ? {} : { port }),
    ...(invocation.flags.has("resume") ? { resume: true } : {}),
    ...(invocation.flags.has("check") ? { check: true } : {}),
    ...(Object.keys(config).length === 0 ? {} : { config }),
  };
}

function portFrom(invocation: Invocation): number | undefined {
  const text = invocation.flags.value("port");
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  report(
    invocation,
    `\`--port ${text}\` is no port; it has to be a number from 1 to 65535, or 0 for any that is free`,
  );
  return undefined;
}

/** `--config KEY=VALUE`, any number of times. */
export function configFrom(invocation: Invocation): Readonly<Record<string, string>> {
  const pairs = invocation.flags.values("config").map((text) => {
    const [key, ...value] = text.split("=");
    if (!key || value.length === 0) {
      report(
        invocation,
        `\`--config ${text}\` has no value; write \`--config ${key || "name"}=value\``,
      );
    }
    return [key ?? "", value.join("=")] as const;
  });
  return Object.fromEntries(pairs);
}

function report({ sink, command }: Invocation, detail: string): void {
  sink.report(cliWrongArgument(undefined, { command, detail }));
}
