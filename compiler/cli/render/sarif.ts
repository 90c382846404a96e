import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Diagnostic, Fix, Severity } from "#diagnostics/diagnostic.ts";
import type { SourceTexts } from "#diagnostics/json.ts";
import { positionAt, type Span } from "#source/span.ts";
import { rulePage } from "../rule-pages.ts";

export interface SarifOptions {
  /** Absolute: the app's folder, which files are named from. */
  readonly directory: string;
  readonly texts: SourceTexts;
  /** Of this package. */
  readonly version: string;
}

const levels = { error: "error", warning: "warning", info: "note" } as const satisfies Record<
  Severity,
  string
>;

/** Stands for the app's folder in every address below it. */
const base = "APP";

/**
 * `check --format sarif`: one run of SARIF 2.1.0, as code scanning reads it. Columns count UTF-16 units, which
 * the run says; rules carry their page of the catalogue; a fix is a fix.
 */
export function sarif(diagnostics: readonly Diagnostic[], options: SarifOptions) {
  const slugs = [...new Set(diagnostics.map(({ slug }) => slug))].sort();
  return {
    $schema:
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "Thunderhead", version: options.version, rules: slugs.map(ruleOf) },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [base]: { uri: `${pathToFileURL(options.directory).href}/` } },
        invocations: [{ executionSuccessful: true }],
        results: diagnostics.map((one) => resultOf(one, slugs.indexOf(one.slug), options)),
      },
    ],
  };
}

function ruleOf(slug: string) {
  const page = rulePage(slug);
  if (!page) return { id: slug };
  return {
    id: slug,
    shortDescription: { text: page.message },
    help: { text: plain(page.prose), markdown: page.prose },
    defaultConfiguration: { level: levelOf(page.severity) },
  };
}

const levelOf = (severity: string): string =>
  severity === "error" || severity === "warning" ? severity : "note";

/** Markdown read as text: only the marks go that say nothing without a renderer. */
const plain = (markdown: string): string =>
  markdown
    .replace(/^```.*(\n|$)/gm, "")
    .replaceAll("**", "")
    .trim();

function resultOf(diagnostic: Diagnostic, ruleIndex: number, options: SarifOptions) {
  const { slug, severity, message, span, related, fix, otherFixes = [] } = diagnostic;
  return {
    ruleId: slug,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    ...(span && { locations: [{ physicalLocation: placeOf(span, options) }] }),
    ...(related.length > 0 && {
      relatedLocations: related.map((other, id) => ({
        id,
        message: { text: other.message },
        physicalLocation: placeOf(other.span, options),
      })),
    }),
    ...(fix && { fixes: [fix, ...otherFixes].map((one) => fixOf(one, options)) }),
  };
}

const placeOf = (span: Span, options: SarifOptions) => ({
  artifactLocation: addressOf(span.file, options),
  region: regionOf(span, options.texts),
});

/** Below the app's folder relative to it; elsewhere in full, since such an address may not climb. */
function addressOf(file: string, { directory }: SarifOptions) {
  if (file.startsWith("../")) return { uri: pathToFileURL(join(directory, file)).href };
  return { uri: file.split("/").map(encodeURIComponent).join("/"), uriBaseId: base };
}

/** Lines and columns from 1, the end exclusive; a file that cannot be read again has its first line. */
function regionOf({ file, start, end }: Span, texts: SourceTexts) {
  const source = texts(file);
  if (!source) return { startLine: 1, startColumn: 1, endColumn: 1 };
  const [from, to] = [positionAt(source, start), positionAt(source, Math.max(start, end))];
  return {
    startLine: from.line,
    startColumn: from.column,
    endLine: to.line,
    endColumn: to.column,
  };
}

function fixOf({ title, edits }: Fix, options: SarifOptions) {
  const files = [...new Set(edits.map(({ span }) => span.file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: addressOf(file, options),
      replacements: edits
        .filter(({ span }) => span.file === file)
        .map(({ span, text }) => ({
          deletedRegion: regionOf(span, options.texts),
          insertedContent: { text },
        })),
    })),
  };
}
