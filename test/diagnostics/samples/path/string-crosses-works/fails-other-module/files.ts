export const modelFile = "model.bin";
