/** Keys that no program can spell: private names, symbols, and the mark of properties we don't know. */
export const hiddenPrefix = "\0";
/** A key that a program has spelt all the same: what it means is not followed. */
export const isHidden = (key: string): boolean => key.startsWith(hiddenPrefix);
/** Present where an object may have properties beyond those listed; holds what they may be. */
export const restKey = "\0rest";

/** Present where the order of the properties depends on what runs. */
export const orderKey = "\0order";

/** On what `new` gives its objects as their prototype: the class. */
export const constructorKey = "\0constructor";

/** Of properties that a symbol names; the rest says which symbol. */
export const symbolPrefix = "\0@";

/** Present where the property of this name is not listed. */
export const unlistedPrefix = "\0unlisted:";
export const notEnumerable = (key: string): string => unlistedPrefix + key;

/** On a prototype of the language's own: what is changed there, all values of its kind have. */
export const languageKey = "\0language";

/** On what has been gone through item by item: a list of all that it may have yielded. */
export const yielded = "\0yielded";
