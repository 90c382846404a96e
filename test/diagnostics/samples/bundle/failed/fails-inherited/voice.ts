export const voices = ["low", "high"];
