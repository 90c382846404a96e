export default { name: "greetings", target: "aws", aws: {} };
