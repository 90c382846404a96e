/** Draws the same in every run, so that a red one comes of a change; `SEED=$RANDOM` hunts with others. */
export const seed = Number(process.env["SEED"] ?? 504);
