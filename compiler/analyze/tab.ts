import type { Tab, TabContent } from "#graph/tab.ts";
import { barrier } from "./branch.ts";
import { checkTabs } from "./checks/duplicate-tab.ts";
import { normal } from "./completion.ts";
import { graphName } from "./edges.ts";
import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { makeNative } from "./make.ts";
import { findSlot, get, ownEntries } from "./member.ts";
import type { Hooks } from "./node-facts.ts";
import { inPhase } from "./phase.ts";
import { besideFile } from "./relative.ts";
import { call } from "./semantics.ts";
import { choicesOf, known, type Text, type Value } from "./value.ts";

/** `new StaticWeb("dist/")`. */
export interface StaticWebFacts extends Hooks {
  readonly kind: "static-web";
  readonly directory: Value;
  /** Whose folder it is relative to. */
  readonly file: string;
}

export const staticWebClass = (): HeapObject =>
  makeNative("StaticWeb", {
    call: (_, { span }) => known(undefined, span),
    construct: (_, { target, arguments: [directory], span }) => {
      target.facts = {
        kind: "static-web",
        directory: directory ?? known(undefined, span),
        file: span.file,
      };
      return target;
    },
  });

/** What the root's `configureLayout()` shows, in every state that a run may have. */
export const collectTabs = (interpreter: Interpreter, root: HeapObject): readonly Tab[] =>
  layoutOf(interpreter, root, []) ?? [];

/** Undefined where a component says nothing; `inside` are those whose layouts lead there. */
function layoutOf(
  interpreter: Interpreter,
  component: HeapObject,
  inside: readonly HeapObject[],
): readonly Tab[] | undefined {
  const layout = findSlot(component, "configureLayout");
  if (layout === undefined || layout.kind === "accessor" || inside.includes(component))
    return undefined;
  const { span } = component;
  let tabs: readonly Tab[] = [];
  const collect = () => {
    const result = call(interpreter, layout, { ...noArguments, self: component, span });
    const shown: Shown = { interpreter, inside: [...inside, component], seen: new Set() };
    tabs = choicesOf(result).flatMap(({ value }) => tabsIn(shown, value));
    return normal;
  };
  // A layout that always throws shows nothing; the run says what it threw.
  inPhase(interpreter, { kind: "layout", flow: component }, () =>
    barrier(interpreter, collect, { span, absorb: () => normal }),
  );
  return unique(tabs);
}

interface Shown {
  readonly interpreter: Interpreter;
  readonly inside: readonly HeapObject[];
  /** Lists that were gone through: in a list twice, their tabs are there once. */
  readonly seen: Set<HeapObject>;
}

const noArguments = { arguments: [], argumentSpans: [] };

function tabsIn(shown: Shown, value: Value): readonly Tab[] {
  if (value.kind !== "object") return [];
  if (value.facts?.kind === "static-web")
    return [{ name: "Web", content: contentOf(shown, value), span: value.span }];
  if (value.body.kind === "array") {
    if (shown.seen.has(value)) return [];
    shown.seen.add(value);
    checkTabs(shown.interpreter, value);
    // A tab that is only sometimes there is a tab: the page decides then.
    const elements = ownEntries(value).flatMap(([, one]) => choicesOf(one));
    return elements.flatMap((choice) => tabsIn(shown, choice.value));
  }
  return value.body.kind === "record" ? [tabOf(shown, value)] : [];
}

function tabOf(shown: Shown, record: HeapObject): Tab {
  const { interpreter } = shown;
  const { span } = record;
  const name = get(interpreter, record, { key: "name", span });
  const content = get(interpreter, record, { key: "content", span });
  const title = name.kind === "known" && typeof name.value === "string" ? name.value : "";
  return { name: title, content: contentOf(shown, content), span };
}

function contentOf(shown: Shown, value: Value): TabContent {
  const contents = choicesOf(value)
    .map((choice) => oneContent(shown, choice.value))
    .filter((content) => content !== undefined);
  const [first, ...rest] = contents;
  const same = rest.every((other) => JSON.stringify(other) === JSON.stringify(first));
  return first && same ? first : { kind: "unknown" };
}

function oneContent(shown: Shown, value: Value): TabContent | undefined {
  if (value.kind === "known") {
    if (typeof value.value !== "string") return { kind: "unknown" };
    return /^https?:/u.test(value.value) ? { kind: "external", url: value.value } : undefined;
  }
  if (value.kind === "symbol" || value.kind === "text") return urlContent(value);
  if (value.kind !== "object") return { kind: "unknown" };
  const { facts } = value;
  if (facts?.kind === "work" || facts?.kind === "flow") {
    const tabs = layoutOf(shown.interpreter, value, shown.inside);
    return { kind: "component", component: graphName(value) ?? "", ...(tabs ? { tabs } : {}) };
  }
  if (facts?.kind === "static-web" && facts.directory.kind === "known")
    return { kind: "static", directory: besideFile(String(facts.directory.value), facts.file) };
  return { kind: "unknown" };
}

/** A work's url, and what follows it. */
function urlContent(value: Text | Extract<Value, { kind: "symbol" }>): TabContent {
  const parts = value.kind === "text" ? value.parts : [value];
  const [url, suffix = ""] = parts;
  if (
    typeof url !== "object" ||
    url.kind !== "symbol" ||
    url.means.kind !== "url" ||
    typeof suffix !== "string" ||
    parts.length > 2
  ) {
    return { kind: "unknown" };
  }
  const { facts } = url.means.work;
  return facts?.kind === "work" && facts.name !== undefined
    ? { kind: "url", work: facts.name, suffix }
    : { kind: "unknown" };
}

const unique = (tabs: readonly Tab[]): readonly Tab[] =>
  tabs.filter(
    (tab, index) =>
      tabs.findIndex(
        ({ name, content }) =>
          name === tab.name && JSON.stringify(content) === JSON.stringify(tab.content),
      ) === index,
  );
