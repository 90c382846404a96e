export type Word = "Hello" | "Good day";
export const words: readonly Word[] = ["Hello", "Good day"];
