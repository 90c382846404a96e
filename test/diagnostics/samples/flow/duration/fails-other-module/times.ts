export const patience = 600;
