export const sizes = { small: { disk: 8 }, large: { disk: 500 } } as const;
