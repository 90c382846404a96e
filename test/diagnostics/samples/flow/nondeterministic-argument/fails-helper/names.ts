export const label = (word: string) => `${word}-${Date.now()}`;
