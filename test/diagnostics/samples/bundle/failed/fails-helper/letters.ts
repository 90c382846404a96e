export const lower = (text: string) => text.toLowerCase();
