/** Keys that no program can spell: private names, symbols, and the mark of properties we don't know. */
export const hiddenPrefix = "\0";
/** Present where an object may have properties beyond those listed; holds what they may be. */
export const restKey = "\0rest";
