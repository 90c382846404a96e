export const dataset = "données";
