export const requirements = ["numpy", "tensorflow-cpu==2.17"];
