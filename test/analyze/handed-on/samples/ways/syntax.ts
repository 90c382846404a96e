// What syntax moves: patterns, defaults, arguments, tagged templates, compound assignments.
let exported: unknown;
const put = (value: unknown) => {
  exported = value;
};
const tag = (_: TemplateStringsArray, ...values: any[]) => values[0];
const keeping = (parts: any, ...values: any[]) => {
  parts.raw;
  return { values };
};

export const syntax: Record<string, (path: any, use: any) => unknown> = {
  async taggedTemplate(path, use) {
    await use.run(tag`x${path}y`);
  },
  async taggedTemplateDeep(path, use) {
    await use.run(keeping`${{ path }}`.values[0].path);
  },
  async taggedMethod(path, use) {
    const box = {
      held: path,
      tag(this: any, _: TemplateStringsArray) {
        return this.held;
      },
    };
    await use.run(box.tag`x`);
  },
  async taggedCall(path, use) {
    const call = (_: TemplateStringsArray, value: unknown) => use.run(value);
    await call`${path}`;
  },
  async argumentsObject(path, use) {
    async function pass(_: unknown) {
      await use.run(arguments[0]);
    }
    await pass(path);
  },
  async argumentsSpread(path, use) {
    async function pass(..._: unknown[]) {
      await use.run(...arguments);
    }
    await pass(1, path);
  },
  async argumentsInArrow(path, use) {
    async function pass(_: unknown) {
      await (() => use.run(arguments[0]))();
    }
    await pass({ path });
  },
  async argumentsBeyond(path, use) {
    function last(): unknown {
      return arguments[arguments.length - 1];
    }
    await use.run((last as any)(1, 2, path));
  },
  async defaultParameter(path, use) {
    const pass = (value = path) => use.run(value);
    await pass();
  },
  async defaultSees(path, use) {
    const pass = (a: unknown, b = { a }) => use.run(b);
    await pass(path);
  },
  async defaultOfPattern(path, use) {
    const pass = ({ value = path }: { value?: unknown } = {}) => use.run(value);
    await pass({});
  },
  async computedPattern(path, use) {
    const key = "he" + "ld";
    const { [key]: value } = { held: path } as any;
    await use.run(value);
  },
  async restPattern(path, use) {
    const { one: _, ...rest } = { one: 1, path };
    await use.run(rest);
  },
  async swapped(path, use) {
    let [a, b]: unknown[] = [path, 1];
    [a, b] = [b, a];
    await use.run(b);
  },
  async patternIntoMember(path, use) {
    const box: any = {};
    ({ path: box.held } = { path });
    [box.list] = [[path]];
    await use.run(box.held, box.list);
  },
  async patternOfParameter(path, use) {
    const pass = ([{ deep: [value] }]: any) => use.run(value);
    await pass([{ deep: [path] }]);
  },
  async logicalAssignment(path, use) {
    let value: unknown;
    value ??= path;
    let other: unknown = value;
    other &&= [other];
    await use.run(other);
  },
  async orAssignment(path, use) {
    const box: any = { value: 0 };
    box.value ||= path;
    await use.run(box.value);
  },
  async comma(path, use) {
    await use.run((0, path));
  },
  async conditional(path, use) {
    await use.run(process.env["NONE"] ? undefined : path);
  },
  async shortCircuit(path, use) {
    await (process.env["NONE"] || use.run(process.env["NONE"] ?? path));
  },
  async optionalCall(path, use) {
    const box: any = { take: () => path };
    await use.run(box?.take?.());
  },
  async optionalIndex(path, use) {
    const list: any[] | undefined = [path];
    await use.run(list?.[0]);
  },
  async outerVariable(path, use) {
    put(path);
    await use.run(exported);
  },
  async hoisted(path, use) {
    const got = take();
    function take() {
      return path;
    }
    await use.run(got);
  },
  async varOfBlock(path, use) {
    {
      var got: unknown = path;
    }
    await use.run(got);
  },
  async shadowed(path, use) {
    const value = path;
    {
      const value = 1;
      void value;
    }
    await use.run(value);
  },
  async iife(path, use) {
    await (async function (value: unknown) {
      await use.run(value);
    })(path);
  },
  async namedFunctionExpression(path, use) {
    const go = function self(n: number): any {
      return n === 0 ? path : self(n - 1);
    };
    await use.run(go(2));
  },
  async functionProperty(path, use) {
    function box() {}
    box.held = path;
    await use.run(box.held);
  },
  async closureInLoop(path, use) {
    const takes: (() => unknown)[] = [];
    for (const value of [path, 1]) takes.push(() => value);
    await use.run(takes[0]!());
  },
  async spreadArguments(path, use) {
    const given: [unknown, unknown] = [1, path];
    await use.run(...given);
  },
  async spreadOfText(path, use) {
    const all = [..."ab", path];
    await use.run(all.at(-1));
  },
  async spreadOfUnknown(path, use) {
    const many = JSON.parse(process.env["NONE"] ?? "[]");
    await use.run(...many, path);
  },
  async deleted(path, use) {
    const box: any = { path };
    const copy = { ...box };
    delete box.path;
    await use.run(copy.path);
  },
  async inOperator(path, use) {
    const box: any = { path };
    if ("path" in box) await use.run(box.path);
  },
  async dynamicImport(path, use) {
    const { hold, held } = await import("./held.ts");
    hold(path);
    await use.run(held());
  },
  async importedBinding(path, use) {
    const module = await import("./held.ts");
    module.hold({ path });
    await use.run(module.live);
  },
  async unknownMethod(path, use) {
    await use[process.env["NONE"] ?? "run"](path);
  },
  async destructuredMethod(path, use) {
    const { run } = use;
    await run.call(use, path);
  },
  async withOptions(path, use) {
    await use.with?.({})?.run?.(path);
    await use.run(path);
  },
  async joined(path, use) {
    await use.run(path.join("part"));
  },
};
