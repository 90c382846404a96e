import { Work } from "thunderhead";

export function Counting(Base: typeof Work) {
  abstract class Counted extends Base {
    attempt = 0;
  }
  return Counted;
}
