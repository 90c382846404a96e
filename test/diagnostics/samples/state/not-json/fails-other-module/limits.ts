export const limits = { least: 0, most: Infinity };
