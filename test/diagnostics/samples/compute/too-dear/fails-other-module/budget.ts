export const budget = { maxHourlyCost: 1 };
