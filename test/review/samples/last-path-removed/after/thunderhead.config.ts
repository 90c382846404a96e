export default { name: "daily" };
