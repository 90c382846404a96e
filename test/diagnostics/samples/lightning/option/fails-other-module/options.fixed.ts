export const options = { raiseException: false };
