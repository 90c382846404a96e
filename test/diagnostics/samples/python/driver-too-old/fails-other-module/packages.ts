export const packages = [{ name: "numpy==2.4.0" }, { name: "nvidia-cudnn-cu14==10.1" }] as const;
