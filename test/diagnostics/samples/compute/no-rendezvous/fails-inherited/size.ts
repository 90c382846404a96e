export const nodes = 2;
