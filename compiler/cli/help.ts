import { type Command, commands } from "./commands.ts";

const purpose =
  "thunderhead: one TypeScript file runs here, and compiles to a Pulumi program you can read";

export function help(): string {
  const list = columns(Object.entries(commands).map(([name, { summary }]) => [name, summary]));
  return `${purpose}

usage: thunderhead COMMAND [app.ts] [flags]

${list}

Without a file, a command takes app.ts of the current folder.
\`thunderhead COMMAND --help\` shows a command's flags; \`--version\` shows the version.
`;
}

export function commandHelp(name: string, { summary, argument, flags, ownFlags }: Command): string {
  const list = columns([
    ...(ownFlags === undefined ? [] : [["--ARG VALUE", ownFlags] as const]),
    ...Object.entries(flags).map(([flag, { value, short, summary: meaning }]) => {
      const names = short === undefined ? `--${flag}` : `--${flag}, -${short}`;
      return [value === undefined ? names : `${names} ${value}`, meaning] as const;
    }),
  ]);
  return `thunderhead ${name}: ${summary}

usage: ${["thunderhead", name, argument, "[flags]"].filter(Boolean).join(" ")}

${list}
`;
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, meaning]) => `  ${name.padEnd(width)}   ${meaning}`).join("\n");
}
