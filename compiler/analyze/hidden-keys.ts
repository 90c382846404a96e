/** Keys that no program can spell: private names, symbols, and the mark of properties we don't know. */
export const hiddenPrefix = "\0";
/** Present where an object may have properties beyond those listed; holds what they may be. */
export const restKey = "\0rest";

/** Present where the order of the properties depends on what runs. */
export const orderKey = "\0order";
