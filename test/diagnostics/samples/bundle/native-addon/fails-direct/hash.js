import addon from "./hash.node";

export const hash = (text) => addon.hash(text);
