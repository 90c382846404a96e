import { join } from "node:path/posix";
import { bundleAssetMissing } from "#diagnostics/catalogue.gen.ts";
import { didYouMean } from "#diagnostics/words.ts";
import { allTabs } from "#graph/tab.ts";
import type { Span } from "#source/span.ts";
import type { Interpreter } from "../interpreter.ts";
import { allWorks } from "./all-works.ts";
import type { Picture } from "./checks.ts";
import { reportWrongCase } from "./wrong-case.ts";

/** What `asset()` and `StaticWeb` name, and the project does not have. */
export function checkAssets(interpreter: Interpreter, picture: Picture): void {
  const { graph } = picture;
  const scripts = allWorks(picture).map(({ python }) => python?.script);
  const pages = allTabs(graph.tabs).flatMap(({ content, span }) =>
    content.kind === "static" ? [{ path: content.directory, span }] : [],
  );
  for (const { path, span } of [...graph.assets, ...pages])
    if (!scripts.includes(path)) checkAsset(interpreter, path, span);
}

function checkAsset(interpreter: Interpreter, path: string, span: Span): void {
  const { sink, files, folder } = interpreter;
  if (reportWrongCase(interpreter, path.replace(/\/$/u, ""), span)) return;
  const place = join(folder, path);
  if (files.isFile(place) || files.isDirectory(place.replace(/\/$/u, ""))) return;
  const near = files.listFiles(folder).filter((file) => !/\.(?:[cm]?[jt]s|json)$/u.test(file));
  const hint = near.length > 40 ? "" : didYouMean(path, near);
  sink.report(bundleAssetMissing(span, { asset: path, hint }));
}
