export const big = "p5.48xlarge";
