import type { Picture } from "./checks.ts";

/** Whether any function that ran in the work's process says something like it. */
export const ownCodeMatches = ({ followed }: Picture, name: string, pattern: RegExp): boolean =>
  [...followed.every.functions.values()].some(
    ({ closure: { code, module }, works: users }) =>
      [...users].some(({ facts }) => facts?.kind === "work" && facts.name === name) &&
      pattern.test(module.text.slice(code.start, code.end)),
  );
