import { statePrivate } from "#diagnostics/catalogue.gen.ts";
import type { Fix, TextEdit } from "#diagnostics/diagnostic.ts";
import type { Interpreter } from "../interpreter.ts";
import { spanIn } from "../interpreter.ts";
import { findSlot } from "../member.ts";
import type { Picture } from "./checks.ts";
import { type ClassMember, classMembers } from "./class-members.ts";
import { isStructure } from "./state-not-json.ts";

/** TypeScript's `private` hides nothing from a run. */
export function checkPrivateState({ sink }: Interpreter, { constructed }: Picture): void {
  const members = constructed.flatMap((object) =>
    classMembers(object).map((member) => ({ object, member })),
  );
  for (const { object, member } of members) {
    const { element, name, span } = member;
    if (element.type !== "PropertyDefinition" || element.accessibility !== "private") continue;
    if (name.startsWith("_") || isFunction(element.value?.type)) continue;
    const value = findSlot(object, name);
    // A component is there for everybody, too: behind a `#` it would be none.
    if (value && value.kind !== "accessor" && isStructure(value)) continue;
    const values = { field: name, owner: member.class.name };
    sink.report(statePrivate(span, values, { fix: fixFor(member) }));
  }
}

const isFunction = (type: string | undefined): boolean =>
  type === "ArrowFunctionExpression" || type === "FunctionExpression";

/** `private x` → `#x`, and `this.x` with it; only where nothing else of the class goes by that name. */
function fixFor({ element, name, class: owner }: ClassMember): Fix | undefined {
  const { code, module } = owner;
  const text = module.text.slice(element.start, element.end);
  const declared = /^((?:override\s+)?private\s+)((?:readonly\s+)?)/u.exec(text);
  if (declared === null || /\boverride\b/u.test(declared[1] ?? "")) return undefined;
  const [whole, modifier = ""] = declared;
  const word = spanIn(module, { start: element.start, end: element.start + modifier.length });
  const at = element.start + whole.length;
  const body = module.text.slice(code.start, code.end);
  const uses = [...body.matchAll(new RegExp(`\\bthis\\.(?=${name}\\b)`, "gu"))].map(
    ({ index, 0: self }): TextEdit => {
      const start = code.start + index + self.length;
      return { span: spanIn(module, { start, end: start }), text: "#" };
    },
  );
  const mark = { span: spanIn(module, { start: at, end: at }), text: "#" };
  const edits = [{ span: word, text: "" }, mark, ...uses];
  return { title: `Call it \`#${name}\``, edits };
}
