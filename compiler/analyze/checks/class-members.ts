import type { ClassElement } from "oxc-parser";
import type { Span } from "#source/span.ts";
import type { ClassBody, HeapObject } from "../heap.ts";
import { spanIn } from "../interpreter.ts";

/** A member that a class of the app declares. */
export interface ClassMember {
  readonly name: string;
  readonly element: ClassElement;
  /** Of its name. */
  readonly span: Span;
  readonly class: ClassBody;
}

/** Of a component's class and those it extends, up to the framework's. */
export function classMembers({ facts }: HeapObject): readonly ClassMember[] {
  const type = facts?.kind === "work" || facts?.kind === "flow" ? facts.making?.type : undefined;
  const members: ClassMember[] = [];
  for (let at: HeapObject | undefined = type; at?.body.kind === "class"; ) {
    const { body }: { readonly body: ClassBody } = { body: at.body };
    members.push(...membersOf(body));
    at = body.parent?.kind === "object" ? body.parent : undefined;
  }
  return members;
}

/** A class may have a thousand instances. */
const remembered = new WeakMap<ClassBody, readonly ClassMember[]>();

function membersOf(body: ClassBody): readonly ClassMember[] {
  const members = remembered.get(body) ?? declaredIn(body);
  remembered.set(body, members);
  return members;
}

function declaredIn(body: ClassBody): readonly ClassMember[] {
  // Of an installed package nobody here can change anything.
  if (body.module.installed) return [];
  return body.code.body.body.flatMap((element) => {
    if (!("key" in element) || ("static" in element && element.static)) return [];
    const { key } = element;
    const name =
      key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : undefined;
    return name === undefined || element.computed
      ? []
      : [{ name, element, span: spanIn(body.module, key), class: body }];
  });
}
