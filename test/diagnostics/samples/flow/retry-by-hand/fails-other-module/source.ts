export const source = "s3://data";
