/** A folder of built web files shown as a tab: `new StaticWeb("web/dist")`. */
export class StaticWeb {
  declare private readonly webBrand: never;
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }
}
