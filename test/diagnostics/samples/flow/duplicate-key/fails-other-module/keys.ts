export const keys = { begin: "begin", end: "end" } as const;
