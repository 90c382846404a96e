export const shared = { name: "demo", targt: "aws" };
