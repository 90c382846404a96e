// @ts-expect-error an addon has no types
import addon from "./build/Release/digest.node";

export const digest = (text: string) => addon.digest(text);
