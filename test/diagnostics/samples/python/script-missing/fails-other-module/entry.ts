export const entry = "train.py";
