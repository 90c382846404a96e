/** Objects of a bucket as read-only files: `new Mount("s3://datasets/coco/", "/data")`. */
export class Mount {
  readonly source: string;
  readonly target: string;

  constructor(source: `s3://${string}/`, target = "/data") {
    this.source = source;
    this.target = target;
  }
}
