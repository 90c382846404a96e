// What objects and classes hide: accessors, proxies, prototypes, decorators, statics, reflection.
const hidden = Symbol("hidden");

function kept(value: any) {
  return class {
    static held = value;
  };
}
const Mixed = <Base extends new (...args: any[]) => object>(Parent: Base) =>
  class extends Parent {
    mixedIn: unknown;
    take(value: unknown) {
      this.mixedIn = value;
      return this;
    }
  };

export const classes: Record<string, (path: any, use: any) => unknown> = {
  async getter(path, use) {
    const box = {
      get value() {
        return path;
      },
    };
    await use.run(box.value);
  },
  async setter(path, use) {
    let got: unknown;
    const box = {
      set value(given: unknown) {
        got = given;
      },
    };
    box.value = path;
    await use.run(got);
  },
  async getterThatActs(path, use) {
    const box = {
      get go() {
        use.start(path);
        return 1;
      },
    };
    void box.go;
  },
  async setterByAssign(path, use) {
    let got: unknown;
    const box = {
      set value(given: unknown) {
        got = given;
      },
    };
    Object.assign(box, { value: path });
    await use.run(got);
  },
  async getterBySpread(path, use) {
    const box = {
      get value() {
        return path;
      },
    };
    await use.run({ ...box });
  },
  async definedGetter(path, use) {
    const box: any = {};
    Object.defineProperty(box, "value", { get: () => path, enumerable: true });
    await use.run(box.value);
  },
  async definedHidden(path, use) {
    const box: any = Object.defineProperty({}, "value", { value: path });
    await use.run(box.value);
  },
  async definedProperties(path, use) {
    const box: any = Object.defineProperties({}, { one: { value: 1 }, two: { get: () => path } });
    await use.run(box.two);
  },
  async descriptor(path, use) {
    const { value } = Object.getOwnPropertyDescriptor({ path }, "path")!;
    await use.run(value);
  },
  async descriptorGetter(path, use) {
    const box = {
      get value() {
        return path;
      },
    };
    await use.run(Object.getOwnPropertyDescriptors(box).value.get!.call(box));
  },
  async defineGetterOld(path, use) {
    const box: any = {};
    box.__defineGetter__("value", () => path);
    await use.run(box.value);
  },
  async proxyGet(path, use) {
    const box: any = new Proxy({}, { get: () => path });
    await use.run(box.anything);
  },
  async proxySet(path, use) {
    let got: unknown;
    const box: any = new Proxy(
      {},
      {
        set(_target, _key, value) {
          got = value;
          return true;
        },
      },
    );
    box.anything = path;
    await use.run(got);
  },
  async proxyApply(path, use) {
    const call: any = new Proxy(() => {}, { apply: (_target, _self, args) => use.run(...args) });
    await call(path);
  },
  async proxyConstruct(path, use) {
    const Made: any = new Proxy(class {}, { construct: (_target, [held]) => ({ held }) });
    await use.run(new Made(path).held);
  },
  async proxyHas(path, use) {
    let got: unknown;
    const box = new Proxy({}, { has: () => Boolean((got = path)) });
    void ("x" in box);
    await use.run(got);
  },
  async proxyOfList(path, use) {
    const list = new Proxy([path], {});
    await use.run(list[0]);
  },
  async proxyOfFunction(path, use) {
    const send: any = new Proxy((value: unknown) => use.run(value), {});
    await send(path);
  },
  async proxyRevocable(path, use) {
    const { proxy } = Proxy.revocable({ path }, {});
    await use.run(proxy.path);
  },
  async prototypeSet(path, use) {
    const box: any = Object.setPrototypeOf({}, { path });
    await use.run(box.path);
  },
  async prototypeLiteral(path, use) {
    const box: any = { __proto__: { path } };
    await use.run(box.path);
  },
  async prototypeCreated(path, use) {
    const box = Object.create({ path }, { own: { value: 1 } });
    await use.run(box.path);
  },
  async prototypeChanged(path, use) {
    class Box {}
    (Box.prototype as any).path = path;
    await use.run((new Box() as any).path);
  },
  async builtinPrototype(path, use) {
    (Array.prototype as any).lent = path;
    const got = ([] as any).lent;
    delete (Array.prototype as any).lent;
    await use.run(got);
  },
  async builtinPatched(path, use) {
    const before = Array.prototype.at;
    Array.prototype.at = () => path;
    const got = [1].at(0);
    Array.prototype.at = before;
    await use.run(got);
  },
  async staticBlock(path, use) {
    class Box {
      static held: unknown;
      static {
        Box.held = path;
      }
    }
    await use.run(Box.held);
  },
  async staticField(path, use) {
    await use.run(kept(path).held);
  },
  async staticInherited(path, use) {
    await use.run((class extends kept({ path }) {}).held.path);
  },
  async privateField(path, use) {
    class Box {
      #held: unknown;
      static put(box: Box, value: unknown) {
        if (#held in box) box.#held = value;
      }
      get held() {
        return this.#held;
      }
    }
    const box = new Box();
    Box.put(box, path);
    await use.run(box.held);
  },
  async privateAccessor(path, use) {
    class Box {
      #kept: unknown;
      get #held() {
        return this.#kept;
      }
      set #held(value) {
        this.#kept = value;
      }
      pass(value: unknown) {
        this.#held = value;
        return this.#held;
      }
    }
    await use.run(new Box().pass(path));
  },
  async superProperty(path, use) {
    class Base {
      get held() {
        return path;
      }
    }
    class Derived extends Base {
      override get held() {
        return [super.held];
      }
    }
    await use.run(new Derived().held);
  },
  async superSet(path, use) {
    class Base {
      held: unknown;
    }
    class Derived extends Base {
      put(value: unknown) {
        super.held = value;
      }
    }
    const box = new Derived();
    box.put(path);
    await use.run(box.held);
  },
  async superInObject(path, use) {
    const base = { held: () => path };
    const derived = {
      __proto__: base,
      held() {
        return (super.held as any)();
      },
    };
    await use.run(derived.held());
  },
  async mixin(path, use) {
    class Base {}
    await use.run(new (Mixed(Mixed(Base)))().take(path).mixedIn);
  },
  async constructorReturns(path, use) {
    class Box {
      constructor() {
        return { path };
      }
    }
    await use.run((new Box() as any).path);
  },
  async newTarget(path, use) {
    class Base {
      held: unknown;
      constructor() {
        this.held = (new.target as any).given;
      }
    }
    class Derived extends Base {
      static given = path;
    }
    await use.run(new Derived().held);
  },
  async extendsArray(path, use) {
    class List extends Array<any> {
      newest() {
        return this.at(-1);
      }
    }
    const list = new List();
    list.push(path);
    await use.run(list.newest());
  },
  async extendsMap(path, use) {
    class Cache extends Map<string, any> {
      override get(key: string) {
        return [super.get(key)];
      }
    }
    await use.run(new Cache().set("x", path).get("x"));
  },
  async extendsPromise(path, use) {
    class Own<T> extends Promise<T> {}
    await use.run(await Own.resolve(path));
  },
  async extendsFunction(path, use) {
    function Old(this: any, held: unknown) {
      this.held = held;
    }
    Old.prototype.take = function () {
      return this.held;
    };
    await use.run(new (Old as any)(path).take());
  },
  async symbolKey(path, use) {
    const box = { [hidden]: path };
    await use.run(box[hidden]);
  },
  async symbolRegistry(path, use) {
    const box: any = { [Symbol.for("held")]: path };
    await use.run(box[Symbol.for("held")]);
  },
  async symbolsListed(path, use) {
    const box: any = { [hidden]: path };
    const [key] = Object.getOwnPropertySymbols(box);
    await use.run(box[key!]);
  },
  async symbolDescription(path, use) {
    const box: any = { held: path };
    await use.run(box[Symbol("held").description!]);
  },
  async reflectGet(path, use) {
    await use.run(Reflect.get({ path }, "path"));
  },
  async reflectGetReceiver(path, use) {
    const box = {
      get value() {
        return (this as any).path;
      },
    };
    await use.run(Reflect.get(box, "value", { path }));
  },
  async reflectSet(path, use) {
    const box: any = {};
    Reflect.set(box, "path", path);
    await use.run(box.path);
  },
  async reflectDefine(path, use) {
    const box: any = {};
    Reflect.defineProperty(box, "path", { value: path });
    await use.run(box.path);
  },
  async reflectConstruct(path, use) {
    class Box {
      constructor(readonly held: unknown) {}
    }
    await use.run(Reflect.construct(Box, [path]).held);
  },
  async reflectKeys(path, use) {
    const box: any = { path };
    await use.run(Reflect.ownKeys(box).map((key) => box[key]));
  },
  async methodDecorator(path, use) {
    const giving = (_: unknown, __: unknown) => () => path;
    class Box {
      @giving
      take() {
        return undefined;
      }
    }
    await use.run(new Box().take());
  },
  async classDecorator(path, use) {
    const holding = (type: any, _: unknown) => {
      type.held = path;
    };
    @holding
    class Box {}
    await use.run((Box as any).held);
  },
  async fieldDecorator(path, use) {
    const filled = (_: unknown, __: unknown) => () => path;
    class Box {
      @filled
      held: unknown;
    }
    await use.run(new Box().held);
  },
  async decoratorInitializer(path, use) {
    const adds = (_: unknown, context: ClassMethodDecoratorContext) => {
      context.addInitializer(function (this: any) {
        this.added = path;
      });
    };
    class Box {
      @adds
      go() {}
    }
    await use.run((new Box() as any).added);
  },
  async autoAccessor(path, use) {
    class Box {
      accessor held: unknown = path;
    }
    await use.run(new Box().held);
  },
};
