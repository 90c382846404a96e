/** Of the package index; machines get this one, and tests lock with it. */
export const uvVersion = "0.13.9";
