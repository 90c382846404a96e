const clauses: Readonly<Record<string, string>> = {
  EACCES: "you may not write there",
  EPERM: "you may not write there",
  EROFS: "it lies on a read-only disk",
  ENOSPC: "the disk is full",
  EDQUOT: "your share of the disk is full",
  ENOTDIR: "a file stands where a folder has to be",
  EEXIST: "a file stands where a folder has to be",
};

/** Why a file could not be written, as a clause; a failure that is not the disk's is thrown again. */
export function writeProblem(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const clause = typeof code === "string" ? clauses[code] : undefined;
  if (clause === undefined) throw error;
  return clause;
}
