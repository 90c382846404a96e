import { App, Flow, Work } from "thunderhead";

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}

const doubled = (_: undefined, _context: ClassFieldDecoratorContext) => (value: number) => value * 2;
const noted = (_value: unknown, context: DecoratorContext) => {
  notes.push(`${context.kind} ${String(context.name)}`);
};
const labelled =
  (label: string) =>
  <T extends abstract new (...args: any[]) => object>(type: T, _context: ClassDecoratorContext) => {
    abstract class Labelled extends type {
      static label = label;
    }
    return Labelled;
  };
const louder = (method: () => string, _context: ClassMethodDecoratorContext) =>
  function (this: unknown) {
    return method.call(this).toUpperCase();
  };
const older = (_target: object, _key: string, descriptor: PropertyDescriptor) => {
  descriptor.value = () => "replaced";
};
const notes: string[] = [];
class Options {
  @noted @doubled port = 4000;
  @louder hello() {
    return "hello";
  }
  // @ts-expect-error: of the older kind.
  @older old() {
    return "old";
  }
}
@labelled("x")
class Labelled {
  n = 1;
}
const options = new Options();

class Root extends Flow {
  port = new Any(options.port);
  hello = new Any(options.hello());
  notes = new Any(notes);
  label = new Any([(Labelled as unknown as { label: string }).label, new Labelled().n]);
  unknown = new Any(options.old());
  override async run() {
    for (const work of Object.values(this)) if (work instanceof Work) await work.run();
  }
}

export default new App(new Root());
