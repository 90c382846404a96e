export const offset = 8000;
export const ports = { other: offset - 1 } satisfies Record<string, number>;
