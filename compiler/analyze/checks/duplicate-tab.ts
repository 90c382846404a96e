import { flowDuplicateTab } from "#diagnostics/catalogue.gen.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { elementsOf, get } from "../member.ts";

/** Two tabs of one name in one layout. */
export function checkTabs(interpreter: Interpreter, layout: HeapObject): void {
  const seen = new Map<string, HeapObject>();
  for (const tab of elementsOf(layout) ?? []) {
    if (tab.kind !== "object" || tab.body.kind !== "record") continue;
    const name = get(interpreter, tab, { key: "name", span: tab.span });
    if (name.kind !== "known" || typeof name.value !== "string") continue;
    const before = seen.get(name.value);
    seen.set(name.value, before ?? tab);
    if (before === undefined) continue;
    const related = [{ span: before.span, message: "the first" }];
    interpreter.sink.report(flowDuplicateTab(name.span, { name: name.value }, { related }));
  }
}
