export default { name: "small" };
