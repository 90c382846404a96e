export interface Size {
  readonly width: number;
}
