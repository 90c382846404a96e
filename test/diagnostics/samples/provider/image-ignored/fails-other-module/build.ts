export const build = { image: "nvcr.io/nvidia/pytorch:25.06-py3" } as const;
