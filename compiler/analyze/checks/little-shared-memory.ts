import { diskLittleSharedMemory } from "#diagnostics/catalogue.gen.ts";
import type { PythonCall } from "#parse/python-source.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Picture } from "./checks.ts";
import { argumentOf, pythonWorks, spanOfPython } from "./python-works.ts";

/** MiB that containers get where nobody says more: known for ending loaders with a bus error. */
const little = 64;

/** Processes that load data hand whole batches over in shared memory, of which the app asks for next to none. */
export function checkLittleShared(interpreter: Interpreter, picture: Picture): void {
  for (const { work, files } of pythonWorks(interpreter, picture)) {
    const { shmSize, span } = work.compute;
    if (shmSize === undefined || shmSize > little) continue;
    const [found] = files.flatMap((file) =>
      file.source.calls.flatMap((call) => {
        const workers = workersOf(call);
        return workers > 0 ? [{ workers, span: spanOfPython(file, call) }] : [];
      }),
    );
    if (!found) continue;
    const { workers } = found;
    const values = {
      work: work.name,
      processes: workers === 1 ? "a process" : `${workers} processes`,
      verb: workers === 1 ? "hands" : "hand",
      asked: `${shmSize}`,
    };
    const related = [{ span: found.span, message: "here they are started" }];
    interpreter.sink.report(diskLittleSharedMemory(span, values, { related }));
  }
}

/** `DataLoader(data, num_workers=8)` and its kin. */
function workersOf(call: PythonCall): number {
  const names = ["num_workers", "dataloader_num_workers"];
  const given = names.flatMap((name) => argumentOf(call, name) ?? [])[0];
  const isLoader = /(?:Loader|TrainingArguments|Seq2SeqTrainingArguments|SFTConfig)$/u.test(
    call.name,
  );
  const [token, ...more] = given?.tokens ?? [];
  return isLoader && token?.kind === "number" && more.length === 0 ? Number(token.text) || 0 : 0;
}
