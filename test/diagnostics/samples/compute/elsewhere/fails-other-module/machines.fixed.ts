export const big = "g6.48xlarge";
