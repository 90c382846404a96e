const aws = (region: string | number) => ({ region });

export default { aws: aws(7) };
