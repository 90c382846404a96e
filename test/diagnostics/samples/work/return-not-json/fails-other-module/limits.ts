export const limits = { low: 0, high: Infinity };
