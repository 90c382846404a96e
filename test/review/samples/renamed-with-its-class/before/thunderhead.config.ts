export default { name: "study" };
