export default { name: "my-greetings-2" };
