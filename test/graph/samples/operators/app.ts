import { App, Flow, Work } from "thunderhead";

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}

let bits = 2;
bits **= 3;
bits <<= 2;
bits |= 1;
bits %= 20;
let big = 2n ** 40n;
big++;
const point = { x: 1, valueOf: () => 4, toString: () => "point" };
let steps = 0;
const last = (steps++, steps++, void steps);
function hoisted() {
  return [typeof later, helper()];
  var later = 1;
  function helper() {
    return "helped";
  }
}

class Root extends Flow {
  bits = new Any([bits, 5 & 3, 5 ^ 3, ~5, -8 >>> 28, 7 % -3, 2 ** 3 ** 2]);
  big = new Any([String(big), typeof big, 5n / 2n === 2n, 2n == 2 as unknown]);
  objects = new Any([`${point}`, Number(+point) + 1, String([1, [2, 3]]), `${{}}`]);
  steps = new Any([last, steps]);
  hoisted = new Any(hoisted());
  kinds = new Any([typeof null, typeof undefined, typeof class {}, typeof Symbol()]);
  tests = new Any(["a" in { a: 1 }, [] instanceof Array, 1 in [1], "toString" in {}]);
  override async run() {
    for (const work of Object.values(this)) if (work instanceof Work) await work.run();
  }
}

export default new App(new Root());
