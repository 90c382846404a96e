export default { name: "My Greetings" };
