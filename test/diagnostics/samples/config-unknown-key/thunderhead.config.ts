export default { targett: "aws" };
