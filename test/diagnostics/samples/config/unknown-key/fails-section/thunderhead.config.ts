export default { aws: { regoin: "eu-central-1" } };
