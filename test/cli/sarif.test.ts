import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { scratch, thunderhead } from "./thunderhead.ts";

/**
 * The standard's own: OASIS, SARIF 2.1.0. It is written in draft 4 and uses nothing that later drafts read
 * otherwise, so that only its name and that of its draft have to go.
 */
const {
  $schema: _draft,
  id: _name,
  ...schema
} = JSON.parse(readFileSync(new URL("sarif/schema-2.1.0.json", import.meta.url), "utf8"));
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
for (const format of ["uri", "uri-reference"]) ajv.addFormat(format, isAddress);
ajv.addFormat("date-time", (text: string) => !Number.isNaN(Date.parse(text)));
const isSarif = ajv.compile(schema);

function isAddress(text: string): boolean {
  return !/[\s<>"{}|\\^`]/.test(text);
}

interface Log {
  readonly runs: readonly {
    readonly columnKind: string;
    readonly originalUriBaseIds: { readonly APP: { readonly uri: string } };
    readonly tool: { readonly driver: { readonly rules: readonly Rule[] } };
    readonly results: readonly Result[];
  }[];
}
interface Rule {
  readonly id: string;
  readonly help: { readonly text: string; readonly markdown: string };
}
interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endColumn: number;
}
interface Place {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region: Region;
  };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly locations: readonly Place[];
  readonly fixes?: readonly {
    readonly artifactChanges: readonly {
      readonly replacements: readonly {
        readonly deletedRegion: Region;
        readonly insertedContent: { readonly text: string };
      }[];
    }[];
  }[];
}

const isLog = (value: unknown): value is Log => isSarif(value) === true;

async function sarifOf(files: Readonly<Record<string, string>>, entry: string) {
  using app = await scratch(files);
  const words = ["check", entry, "--format", "sarif"];
  const { code, stdout, stderr } = await thunderhead(words, { cwd: app.path });
  const log: unknown = JSON.parse(stdout);
  if (!isLog(log)) throw new Error(ajv.errorsText(isSarif.errors));
  const [run] = log.runs;
  if (!run) throw new Error("no run");
  return { code, stderr, run, folder: app.path };
}

const clash = `import { App, Flow, Work } from "thunderhead";
class Serve extends Work {
  override async run() {}
}
class Root extends Flow {
  one = new Serve({ port: 8080 });
  /* 💥 é */ two = new Serve({ port: 8080 });
  override async run() {
    this.one.start();
    this.two.start();
  }
}
export default new App(new Root());
`;

test("check --format sarif is SARIF, with regions in UTF-16 columns, rules with help, and fixes", async () => {
  const { code, stderr, run, folder } = await sarifOf({ "my app/app.ts": clash }, "my app/app.ts");
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
  expect(run.columnKind).toBe("utf16CodeUnits");
  expect(run.originalUriBaseIds.APP.uri).toBe(`${pathToFileURL(folder).href}/my%20app/`);
  const [result] = run.results;
  expect(result).toMatchObject({ ruleId: "service/port-clash", ruleIndex: 0, level: "error" });
  const { artifactLocation, region } = result?.locations[0]?.physicalLocation ?? {};
  expect(artifactLocation).toEqual({ uri: "app.ts", uriBaseId: "APP" });
  const line = clash.split("\n")[(region?.startLine ?? 0) - 1] ?? "";
  expect(line.slice((region?.startColumn ?? 0) - 1, (region?.endColumn ?? 0) - 1)).toBe("8080");
  const [replacement] = result?.fixes?.[0]?.artifactChanges[0]?.replacements ?? [];
  expect(replacement?.deletedRegion).toMatchObject({ startLine: region?.startLine });
  expect(replacement?.insertedContent).toEqual({ text: "0" });
  const [rule] = run.tool.driver.rules;
  expect(rule?.id).toBe("service/port-clash");
  expect(rule?.help.markdown).toContain("**Why.** Works that share a machine");
  expect(rule?.help.text).not.toMatch(/```|\*\*/);
});

test("a file outside of the app's folder goes by its full address, and a problem without a place by none", async () => {
  const app = clash.replace(
    '"thunderhead";',
    '"thunderhead";\nimport { port } from "../lib/port.ts";',
  );
  const files = {
    "one/app.ts": app.replace("8080 });\n  /*", "port });\n  /*"),
    "lib/port.ts": 'import x from "./nowhere.ts";\nexport const port = 8080;\n',
  };
  const { run, folder } = await sarifOf(files, "one/app.ts");
  const outside = run.results.find(({ ruleId }) => ruleId === "module/unresolved-import");
  expect(outside?.locations[0]?.physicalLocation.artifactLocation).toEqual({
    uri: pathToFileURL(`${folder}/lib/port.ts`).href,
  });
  const nothing = await sarifOf({}, "app.ts");
  expect(nothing.run.results).toMatchObject([{ ruleId: "module/not-found" }]);
  expect(nothing.run.results[0]).not.toHaveProperty("locations");
});

test("an app without problems is an empty run", async () => {
  const fine = clash.replace("8080 });\n  /*", "8081 });\n  /*");
  const { code, run } = await sarifOf({ "app.ts": fine }, "app.ts");
  expect({ code, results: run.results }).toEqual({ code: 0, results: [] });
});

test.each([
  [["check", "--format", "xml"], "`--format xml` is none of text, json, sarif"],
  [["check", "--json", "--format", "sarif"], "`--json` is not `--format sarif`"],
  [["check", "--watch", "--format", "sarif"], "a SARIF file holds one answer"],
  [["check", "--watch", "--fix"], "`--watch` changes no file"],
])("%j contradicts itself", async (words, message) => {
  using app = await scratch({ "app.ts": clash });
  const { code, stdout, stderr } = await thunderhead(words, { cwd: app.path });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr.replace(/\s+/g, " ")).toContain(message);
});
