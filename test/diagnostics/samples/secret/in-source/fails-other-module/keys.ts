export const keys = { id: "AKIAQ7RT2XLMPV9KD4WS" };
