const home = "/home/ubuntu";
export const caches = { TORCH_HOME: `${home}/torch` };
