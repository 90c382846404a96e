import { positionAt, type SourceText, type Span } from "#source/span.ts";
import type { Compute } from "./compute.ts";
import type { AppGraph, Component } from "./graph.ts";
import type { Tab } from "./tab.ts";

/** The text of a file that spans name, for lines and columns. */
export type TextOf = (file: string) => SourceText | undefined;

/**
 * The shape of `graph --json`: a public interface, versioned and additive. Names stand below the root, dots
 * between; lines and columns count from 1.
 */
export function graphJson(graph: AppGraph, texts: TextOf) {
  const at = (span: Span) => place(span, texts);
  const { app, paths, edges, calls, order, tabs, secrets, config, schedules, drives, assets } =
    graph;
  return {
    version: graph.version,
    app: { title: app.title, file: app.file },
    components: graph.components.map((component) => componentJson(component, at)),
    paths: paths.map(({ name, path, producer }) => ({ name, path, producer })),
    edges: edges.map(({ path, consumer, span }) => ({ path, consumer, span: at(span) })),
    calls: calls.map(({ flow, work, awaited, span }) => ({ flow, work, awaited, span: at(span) })),
    order,
    tabs: tabs.map(tabJson),
    secrets: secrets.map(({ name, works, span }) => ({ name, works, span: at(span) })),
    config: config.map(({ name, type, values, fallback, span }) => ({
      name,
      type,
      ...(values === undefined ? {} : { values }),
      ...(fallback === undefined ? {} : { fallback }),
      span: at(span),
    })),
    schedules: schedules.map(({ flow, cron, timezone, span }) => ({
      flow,
      cron,
      timezone,
      span: at(span),
    })),
    drives: drives.map(({ name, works, span }) => ({ name, works, span: at(span) })),
    assets: assets.map(({ path, works, span }) => ({ path, works, span: at(span) })),
  };
}

type Place = (span: Span) => {
  readonly file: string;
  readonly line: number;
  readonly column: number;
};

function place({ file, start }: Span, texts: TextOf): ReturnType<Place> {
  const source = texts(file);
  return { file, ...(source ? positionAt(source, start) : { line: 1, column: 1 }) };
}

function componentJson(component: Component, at: Place) {
  const { name, id, kind } = component;
  if (kind === "flow") return { name, id, kind, class: component.class, span: at(component.span) };
  if (kind === "work") {
    const { compute, port } = component;
    const { name: wish, shared } = compute;
    const head = { name, id, kind, class: component.class, span: at(component.span) };
    return { ...head, compute: { name: wish, shared }, port: port?.number ?? null };
  }
  const elements = component.elements.map(({ class: type, key, compute, port, components }) => ({
    class: type,
    key,
    compute: wished(compute),
    port,
    components,
  }));
  return { name, id, kind, span: at(component.span), max: component.max, elements };
}

const wished = ({ name }: Compute) => ({ name });

interface TabJson {
  readonly name: string;
  readonly content: object | null;
}

function tabJson({ name, content }: Tab): TabJson {
  switch (content.kind) {
    case "url":
      return { name, content: { url: { work: content.work, suffix: content.suffix } } };
    case "component":
      return { name, content: { component: content.component, ...insideJson(content.tabs) } };
    case "static":
      return { name, content: { static: content.directory } };
    case "external":
      return { name, content: { external: content.url } };
    case "unknown":
      return { name, content: null };
  }
}

const insideJson = (tabs: readonly Tab[] | undefined) =>
  tabs === undefined ? {} : { tabs: tabs.map(tabJson) };
