import { pythonScriptMissing } from "#diagnostics/catalogue.gen.ts";
import { nearestWords } from "#diagnostics/words.ts";
import type { Interpreter } from "../interpreter.ts";
import { allWorks } from "./all-works.ts";
import type { Picture } from "./checks.ts";
import { reportWrongCase } from "./wrong-case.ts";

/** A script that the app's folder does not have. */
export function checkScripts(interpreter: Interpreter, picture: Picture): void {
  const { sink, files, folder } = interpreter;
  for (const { name, python } of allWorks(picture)) {
    if (python === undefined) continue;
    if (reportWrongCase(interpreter, python.script, python.scriptSpan)) continue;
    if (files.isFile(`${folder}/${python.script}`)) continue;
    const scripts = files.listFiles(folder).filter((file) => file.endsWith(".py"));
    const [nearest] = nearestWords(python.script, scripts);
    const hint = nearest === undefined ? "" : `Did you mean \`${nearest}\`?`;
    sink.report(
      pythonScriptMissing(python.scriptSpan, { work: name, script: python.script, hint }),
    );
  }
}
