/** An app as data, printed as source: what random edits change, so that every edited app is one a person could write. */

export interface AppSpec {
  readonly works: readonly WorkSpec[];
}

export interface WorkSpec {
  readonly name: string;
  /** `undefined`: the shared machine. */
  readonly compute: string | undefined;
  readonly interruptible: boolean;
  readonly port: number | undefined;
  /** Makes a Path, which others may read. */
  readonly writes: boolean;
  /** Names of works before it that make Paths. */
  readonly reads: readonly string[];
  /** GiB, only with a compute of its own. */
  readonly disk: number | undefined;
  readonly secret: string | undefined;
  /** What its code says; another number is other code. */
  readonly code: number;
}

export const work = (name: string, given: Partial<WorkSpec> = {}): WorkSpec => ({
  name,
  compute: undefined,
  interruptible: false,
  port: undefined,
  writes: false,
  reads: [],
  disk: undefined,
  secret: undefined,
  code: 1,
  ...given,
});

export function printApp({ works }: AppSpec): string {
  const fields = works.map(({ name }) => `  ${name} = new ${className(name)}();`);
  const calls = works.map((one) => `    ${call(one)}`);
  return [
    'import { writeFile } from "node:fs/promises";',
    'import { App, CloudCompute, Flow, Path, secret, Work } from "thunderhead";',
    "",
    ...works.flatMap(printWork),
    "class Root extends Flow {",
    ...fields,
    "",
    "  override async run() {",
    ...calls,
    "  }",
    "}",
    "",
    "export default new App(new Root());",
    "",
  ].join("\n");
}

function printWork(one: WorkSpec): readonly string[] {
  const parameters = one.reads.map((name) => `_${name}: Path`).join(", ");
  const options = optionsOf(one);
  return [
    `class ${className(one.name)} extends Work {`,
    ...(one.writes ? ['  out = new Path("out.txt");'] : []),
    ...(options ? [`  constructor() {`, `    super({ ${options} });`, "  }"] : []),
    `  override async run(${parameters}) {`,
    one.writes
      ? `    await writeFile(this.out.local, "${one.code}");`
      : `    console.log(${one.code});`,
    "  }",
    "}",
    "",
  ];
}

function optionsOf({ compute, interruptible, disk, port, secret }: WorkSpec): string {
  const settings = [
    ...(interruptible ? ["interruptible: true"] : []),
    ...(disk === undefined ? [] : [`diskSize: ${disk}`]),
  ].join(", ");
  const more = settings ? `, { ${settings} }` : "";
  return [
    ...(compute === undefined
      ? []
      : [`cloudCompute: new CloudCompute(${JSON.stringify(compute)}${more})`]),
    ...(port === undefined ? [] : [`port: ${port}`]),
    ...(secret === undefined ? [] : [`env: { TOKEN: secret(${JSON.stringify(secret)}) }`]),
  ].join(", ");
}

/** A service never ends, so that nothing may wait for it. */
const call = ({ name, reads, port }: WorkSpec): string =>
  `${port === undefined ? "await " : "void "}this.${name}.run(${reads.map((from) => `this.${from}.out`).join(", ")});`;

const className = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
