export const options = { raise_exception: false };
