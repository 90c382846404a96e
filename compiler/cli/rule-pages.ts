import { join } from "node:path";
import { diskHost } from "#source/disk-host.ts";
import { packageRoot } from "./package-root.ts";

/** What the catalogue says of one slug. */
export interface RulePage {
  readonly slug: string;
  readonly severity: string;
  /** With `{parameter}` where a report has a value. */
  readonly message: string;
  /** Why, the fix, and an example, as Markdown. */
  readonly prose: string;
}

/** The page of a slug as it stands in docs/diagnostics, which travels with the package; `undefined` where there is none. */
export function rulePage(slug: string): RulePage | undefined {
  const [area = "", word = ""] = slug.split("/");
  return pagesOf(area).find((page) => page.slug === `${area}/${word}`);
}

function pagesOf(area: string): readonly RulePage[] {
  if (!/^[a-z]+$/.test(area)) return [];
  const root = packageRoot();
  const file = join("docs", "diagnostics", `${area}.md`);
  const text = diskHost.readText(join(root, file)) ?? diskHost.readText(join(root, "dist", file));
  const [, ...sections] = (text ?? "").split(/^## /m);
  return sections.flatMap((section) => parseSection(section) ?? []);
}

function parseSection(section: string): RulePage | undefined {
  const shape =
    /^[a-z-]+\n\n`(?<slug>[^`]+)` · (?<severity>\w+)\n\n> (?<message>[^\n]+)\n\n(?<prose>.+)$/s;
  const { slug, severity, message, prose } = shape.exec(section)?.groups ?? {};
  return slug && severity && message && prose
    ? { slug, severity, message, prose: prose.trim() }
    : undefined;
}
