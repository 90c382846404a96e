export const machine = "gpu-rtx";
