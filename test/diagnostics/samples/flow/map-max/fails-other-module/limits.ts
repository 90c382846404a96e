export const limits = { trials: { max: -1 } };
