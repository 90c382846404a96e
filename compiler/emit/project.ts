import type { Project } from "#plan/plan.ts";
import type { ProgramFile } from "./program.ts";
import { yaml } from "./yaml.ts";

/** What makes a folder of TypeScript a Pulumi project, from serialisers; and the files that are the user's. */
export function projectFiles(project: Project): readonly ProgramFile[] {
  const { name, description, config, dependencies } = project;
  return [
    {
      file: "Pulumi.yaml",
      text: yaml({
        name,
        description,
        main: "index.ts",
        runtime: { name: "nodejs", options: { typescript: false } },
        config,
      }),
    },
    {
      file: "package.json",
      text: json({ name: `${name}-infra`, private: true, type: "module", dependencies }),
    },
    { file: "tsconfig.json", text: json({ compilerOptions, exclude: ["node_modules"] }) },
    { file: ".gitignore", text: "bundles/\nnode_modules/\n" },
    { file: "overrides.ts", text: overrides, once: true },
    { file: "extra/index.ts", text: extra, once: true },
  ];
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** As Node runs it: types are stripped, nothing is translated. */
const compilerOptions = {
  target: "es2024",
  module: "nodenext",
  moduleResolution: "nodenext",
  strict: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
};

const overrides = `// Yours: written once, never touched again. It runs before everything else in this program, so
// a transform set here sees every resource. For example, to keep the logs of \`serve\` for a year:
//
//   import * as pulumi from "@pulumi/pulumi";
//
//   pulumi.runtime.registerResourceTransform(({ type, name, props, opts }) =>
//     type === "aws:cloudwatch/logGroup:LogGroup" && name === "serve"
//       ? { props: { ...props, retentionInDays: 365 }, opts }
//       : undefined,
//   );
export {};
`;

const extra = `// Yours: written once, never touched again. Resources of your own; import what you need of
// the program, as in \`import { network } from "../network.ts"\`.
export {};
`;
