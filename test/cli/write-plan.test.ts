import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ProgramFile } from "#emit/program.ts";
import { type Generated, noneGenerated } from "../../compiler/cli/generated.ts";
import { type OnEdited, planWrites } from "../../compiler/cli/write-plan.ts";

/** A folder in memory, and compiles into it. */
function folder() {
  const files = new Map<string, string>();
  let previous: Generated = noneGenerated;
  const compile = (
    wanted: readonly ProgramFile[],
    onEdited: OnEdited = "ask",
    eject: readonly string[] = [],
  ) => {
    const read = (file: string) => files.get(file);
    const plan = planWrites(wanted, { previous, read, onEdited, eject });
    if (plan.edited.length === 0) {
      for (const { file, text } of plan.write) files.set(file, text);
      for (const file of plan.remove) files.delete(file);
      previous = plan.generated;
    }
    return plan;
  };
  return { files, compile };
}

describe("what a compile writes into infra/", () => {
  test("only what differs, and nothing the second time", () => {
    const { compile } = folder();
    expect(compile([{ file: "a.ts", text: "1" }]).write).toHaveLength(1);
    expect(compile([{ file: "a.ts", text: "1" }]).write).toEqual([]);
    const changed = compile([
      { file: "a.ts", text: "1" },
      { file: "b.ts", text: "2" },
    ]);
    expect(changed.write.map(({ file }) => file)).toEqual(["b.ts"]);
  });

  test("a file that is no longer generated goes", () => {
    const { compile, files } = folder();
    compile([{ file: "a.ts", text: "1" }]);
    compile([]);
    expect([...files]).toEqual([]);
  });

  test("the user's own files are written once", () => {
    const { compile, files } = folder();
    const own: ProgramFile = { file: "overrides.ts", text: "", once: true };
    compile([own]);
    files.set("overrides.ts", "mine");
    expect(compile([own])).toMatchObject({ write: [], edited: [] });
    expect(compile([own], "take").write).toEqual([]);
  });

  test("an edit stops the compile; kept, it stays until what is generated changes", () => {
    const { compile, files } = folder();
    compile([{ file: "a.ts", text: "1" }]);
    files.set("a.ts", "1 edited");
    expect(compile([{ file: "a.ts", text: "1" }]).edited).toEqual(["a.ts"]);
    compile([{ file: "a.ts", text: "1" }], "keep");
    expect(compile([{ file: "a.ts", text: "1" }]).edited).toEqual([]);
    expect(files.get("a.ts")).toBe("1 edited");
    expect(compile([{ file: "a.ts", text: "2" }]).edited).toEqual(["a.ts"]);
    compile([{ file: "a.ts", text: "2" }], "take");
    expect(files.get("a.ts")).toBe("2");
  });

  test("an ejected file is the user's, whatever is generated, until it is deleted", () => {
    const { compile, files } = folder();
    compile([{ file: "a.ts", text: "1" }]);
    files.set("a.ts", "mine");
    expect(compile([{ file: "a.ts", text: "1" }], "ask", ["a.ts"]).edited).toEqual([]);
    compile([{ file: "a.ts", text: "2" }]);
    compile([{ file: "a.ts", text: "3" }], "take");
    compile([]);
    expect(files.get("a.ts")).toBe("mine");
    files.delete("a.ts");
    expect(compile([{ file: "a.ts", text: "4" }]).generated.ejected).toEqual([]);
    expect(files.get("a.ts")).toBe("4");
  });

  test("an edited file that is no longer generated is not deleted unasked", () => {
    const { compile, files } = folder();
    compile([{ file: "a.ts", text: "1" }]);
    files.set("a.ts", "edited");
    expect(compile([]).edited).toEqual(["a.ts"]);
    compile([], "keep");
    expect(files.get("a.ts")).toBe("edited");
    expect(compile([]).edited).toEqual([]);
  });

  test("no sequence of compiles and edits loses an edit unless told to take", () => {
    const name = fc.constantFrom("a.ts", "b.ts");
    const text = fc.constantFrom("1", "2", "3");
    const step = fc.oneof(
      fc.record({
        kind: fc.constant("edit" as const),
        file: name,
        text: text.map((one) => `edited ${one}`),
      }),
      fc.record({
        kind: fc.constant("compile" as const),
        wanted: fc.uniqueArray(fc.record({ file: name, text }), { selector: ({ file }) => file }),
        onEdited: fc.constantFrom<OnEdited>("ask", "keep"),
        eject: fc.subarray(["a.ts", "b.ts"]),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const { files, compile } = folder();
        const edits = new Map<string, string>();
        for (const one of steps) {
          if (one.kind === "edit") {
            files.set(one.file, one.text);
            edits.set(one.file, one.text);
          } else compile(one.wanted, one.onEdited, one.eject);
          for (const [file, edited] of edits) expect(files.get(file)).toBe(edited);
        }
      }),
    );
  });
});
