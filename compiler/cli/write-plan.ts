import type { ProgramFile } from "#emit/program.ts";
import { type Generated, hashOf } from "./generated.ts";

export interface WritePlan {
  readonly write: readonly ProgramFile[];
  readonly remove: readonly string[];
  /** Edited by hand since they were generated, and different from what is wanted now. */
  readonly edited: readonly string[];
  readonly generated: Generated;
}

export type OnEdited = "ask" | "keep" | "take";

/**
 * What has to happen in infra/ for it to hold these files. A generated file that a person has edited is
 * never overwritten unless told so; an edit that was kept stays kept until what is generated changes.
 */
export function planWrites(
  wanted: readonly ProgramFile[],
  state: {
    readonly previous: Generated;
    readonly read: (file: string) => string | undefined;
    readonly onEdited: OnEdited;
    /** Files that are the user's from now on. */
    readonly eject?: readonly string[];
  },
): WritePlan {
  const ejected = ejectedFiles(state);
  const ours = wanted.filter(({ once, file }) => !once && !ejected.includes(file));
  const fates = ours.map((file) => ({ file, fate: fateOf(file, state) }));
  const gone = Object.keys(state.previous.files).filter(
    (file) =>
      !wanted.some((other) => other.file === file) &&
      !ejected.includes(file) &&
      state.read(file) !== undefined,
  );
  const goneEdited = gone.filter((file) => !isUntouched(file, state));
  const isTaken = (file: string) => state.onEdited === "take" || !goneEdited.includes(file);
  const missingOnce = wanted.filter(({ once, file }) => once && state.read(file) === undefined);
  const edited = fates.filter(({ fate }) => fate === "edited").map(({ file }) => file.file);
  const keptNow = fates.filter(({ fate }) => fate === "kept").map(({ file }) => file.file);
  return {
    write: [
      ...fates.filter(({ fate }) => fate === "write").map(({ file }) => file),
      ...missingOnce,
    ],
    remove: gone.filter(isTaken),
    edited: state.onEdited === "ask" ? [...edited, ...goneEdited] : [],
    generated: {
      files: Object.fromEntries(ours.map(({ file, text }) => [file, hashOf(text)])),
      kept: keptNow,
      ejected,
    },
  };
}

/** For good, or until the file is deleted: then it is generated again. */
const ejectedFiles = ({ previous, eject = [], read }: State): readonly string[] =>
  [...new Set([...previous.ejected, ...eject])].filter((file) => read(file) !== undefined).sort();

type Fate = "same" | "write" | "edited" | "kept";
type State = Parameters<typeof planWrites>[1];

function fateOf({ file, text }: ProgramFile, state: State): Fate {
  const current = state.read(file);
  if (current === text) return "same";
  if (current === undefined || state.onEdited === "take" || isUntouched(file, state))
    return "write";
  const { previous } = state;
  const wasKept = previous.kept.includes(file) && previous.files[file] === hashOf(text);
  return wasKept || state.onEdited === "keep" ? "kept" : "edited";
}

/** Still as it was generated, whatever is generated now. */
function isUntouched(file: string, { previous, read }: State): boolean {
  const current = read(file);
  return current !== undefined && previous.files[file] === hashOf(current);
}
