export const packages = [{ name: "numpy" }, { name: "nvidia-cudnn-cu12" }];
