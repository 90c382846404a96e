import { pythonScriptMissing } from "#diagnostics/catalogue.gen.ts";
import { nearestWords } from "#diagnostics/words.ts";
import { works } from "#graph/graph.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Picture } from "./checks.ts";

/** A script that the app's folder does not have. */
export function checkScripts({ sink, files, folder }: Interpreter, { graph }: Picture): void {
  for (const { name, python } of works(graph)) {
    if (python === undefined || files.isFile(`${folder}/${python.script}`)) continue;
    const scripts = files.listFiles(folder).filter((file) => file.endsWith(".py"));
    const [nearest] = nearestWords(python.script, scripts);
    const hint = nearest === undefined ? "" : `Did you mean \`${nearest}\`?`;
    sink.report(
      pythonScriptMissing(python.scriptSpan, { work: name, script: python.script, hint }),
    );
  }
}
