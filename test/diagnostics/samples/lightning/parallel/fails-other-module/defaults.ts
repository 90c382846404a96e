export const defaults = { parallel: true };
