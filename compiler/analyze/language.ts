import { builtinMember } from "./builtins/members.ts";
import { callFunction } from "./call.ts";
import { evaluateClass } from "./class.ts";
import { evaluateExpression } from "./expression.ts";
import { importedNamespace } from "./module.ts";
import type { Semantics } from "./semantics.ts";
import { executeStatement, executeStatements } from "./statement.ts";
import { walkThrough } from "./walk.ts";

/** The language: every part of the interpreter, put together. */
export const language: Semantics = {
  evaluate: evaluateExpression,
  execute: executeStatement,
  executeAll: executeStatements,
  call: callFunction,
  walk: walkThrough,
  evaluateClass,
  importedNamespace,
  builtinMember,
};
