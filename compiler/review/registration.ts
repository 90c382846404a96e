/**
 * Registrations: what a program asks the engine for, as plain data. It is what reviews compare and tests
 * count, so it says everything a change could lie in, and nothing of how it travelled.
 */
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import type { Json, JsonObject } from "#plan/review.ts";
import { readable } from "./values.ts";

export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** The parent's urn; absent below the stack. */
  readonly parent?: string;
  /** False on components, which exist only in the program. */
  readonly custom: boolean;
  /** Secrets read `"[secret]"`, what is not known yet `"${volume.id}"`. */
  readonly inputs: JsonObject;
  readonly options: RegisteredOptions;
  /** Input → URNs of what its value was made from; inputs made from nothing are left out. */
  readonly references: Readonly<Record<string, readonly string[]>>;
  /** Where the program makes it. */
  readonly position?: ProgramPosition;
}

export interface ProgramPosition {
  /** Absolute. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Only what is set. URNs as the engine would keep them. */
export interface RegisteredOptions {
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deleteBeforeReplace?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly aliases?: readonly Alias[];
  readonly dependsOn?: readonly string[];
  readonly deletedWith?: string;
  readonly provider?: string;
  readonly import?: string;
}

export type Alias = string | { readonly [field: string]: string | boolean };

export function registeredFrom(request: RegisterResourceRequest, urn: string): Registered {
  const position = positionOf(request);
  const parent = request.getParent();
  return {
    type: request.getType(),
    name: request.getName(),
    urn,
    ...(isBelowComponent(parent) && { parent }),
    custom: request.getCustom(),
    inputs: inputsOf(request),
    options: optionsOf(request),
    references: referencesOf(request),
    ...(position && { position }),
  };
}

export const stackType = "pulumi:pulumi:Stack";

/** `urn:pulumi:stack::project::A$B::name` → `A$B`. */
export const qualifiedType = (urn: string): string => urn.split("::")[2] ?? "";
export const nameInUrn = (urn: string): string => urn.split("::").slice(3).join("::");

const isBelowComponent = (parent: string): boolean =>
  parent !== "" && qualifiedType(parent) !== stackType;

function inputsOf(request: RegisterResourceRequest): JsonObject {
  const dependencies = request.getPropertydependenciesMap();
  const inputs: JsonObject = request.getObject()?.toJavaScript() ?? {};
  const entries = Object.keys(inputs)
    .sort()
    .map((key): readonly [string, Json] => {
      const urns = dependencies.get(key)?.getUrnsList() ?? [];
      return [key, readable(inputs[key] ?? null, urns.map(nameInUrn))];
    });
  return Object.fromEntries(entries);
}

function referencesOf(request: RegisterResourceRequest): Registered["references"] {
  const entries = [...request.getPropertydependenciesMap().entries()];
  return Object.fromEntries(
    entries
      .map(([key, list]) => [key, list.getUrnsList()] as const)
      .filter(([, urns]) => urns.length > 0),
  );
}

function optionsOf(request: RegisterResourceRequest): RegisteredOptions {
  const aliases = request.getAliasesList().map(aliasOf);
  const all = {
    protect: request.getProtect() || undefined,
    retainOnDelete: request.getRetainondelete() || undefined,
    deleteBeforeReplace: request.getDeletebeforereplace() || undefined,
    ignoreChanges: filled(request.getIgnorechangesList()),
    replaceOnChanges: filled(request.getReplaceonchangesList()),
    additionalSecretOutputs: filled(request.getAdditionalsecretoutputsList()),
    aliases: filled(aliases),
    dependsOn: filled(explicitDependencies(request)),
    deletedWith: request.getDeletedwith() || undefined,
    provider: request.getProvider() || undefined,
    import: request.getImportid() || undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const filled = <T>(list: readonly T[]): readonly T[] | undefined =>
  list.length > 0 ? list : undefined;

/** Those that no input mentions; the rest follow from the inputs. */
function explicitDependencies(request: RegisterResourceRequest): readonly string[] {
  const implied = new Set(
    [...request.getPropertydependenciesMap().entries()].flatMap(([, list]) => list.getUrnsList()),
  );
  return request
    .getDependenciesList()
    .filter((urn) => !implied.has(urn))
    .sort();
}

function aliasOf(alias: ReturnType<RegisterResourceRequest["getAliasesList"]>[number]): Alias {
  const spec = alias.getSpec();
  if (spec === undefined) return alias.getUrn();
  const fields = {
    name: spec.getName(),
    type: spec.getType(),
    stack: spec.getStack(),
    project: spec.getProject(),
    parentUrn: spec.getParenturn(),
    noParent: spec.getNoparent(),
  };
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== "" && value !== false),
  );
}

/** The program's own line: the innermost frame outside packages and Node. */
function positionOf(request: RegisterResourceRequest): ProgramPosition | undefined {
  const frames =
    request
      .getStacktrace()
      ?.getFramesList()
      .flatMap((frame) => frame.getPc() ?? []) ?? [];
  const positions = [...frames, request.getSourceposition()].flatMap((position) => position ?? []);
  const own = positions.find((position) => !position.getUri().includes("/node_modules/"));
  if (own === undefined) return undefined;
  return {
    file: decodeURIComponent(own.getUri().replace(/^.*(file|project):\/*/, "/")),
    line: own.getLine(),
  };
}
