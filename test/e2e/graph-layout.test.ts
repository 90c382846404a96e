import fc from "fast-check";
import { expect, test } from "vitest";
import { type Box, layOut } from "../../runtime-shim/console/graph-layout.ts";

/** Components below each other to any depth, and Paths and orders between any of them, cycles included. */
const apps = fc
  .uniqueArray(fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 3 }), {
    maxLength: 14,
    selector: (parts) => parts.join("."),
  })
  .map((all) => all.map((parts) => parts.join(".")))
  .chain((names) => {
    const name = names.length > 0 ? fc.constantFrom(...names) : fc.constant("root");
    return fc.record({
      names: fc.constant(["root", ...names]),
      order: fc.array(fc.tuple(name, name), { maxLength: 8 }),
      paths: fc.array(
        fc.record({
          name: fc.constant("some.file"),
          producer: name,
          consumers: fc.array(name, { maxLength: 3 }),
        }),
        { maxLength: 8 },
      ),
      across: fc.boolean(),
    });
  });

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const inside = (a: Box, b: Box): boolean =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;

test("every component has a place of its own, inside of what owns it, and the picture holds them all", () => {
  fc.assert(
    fc.property(apps, (app) => {
      const { boxes, arrows, width, height } = layOut(app);
      const drawn = boxes.map(({ name }) => name).toSorted();
      const own = app.names.filter((name) => name !== "root");
      expect(drawn).toEqual((own.length > 0 ? own : ["root"]).toSorted());
      const picture = { name: "", x: 0, y: 0, width, height, frame: true };
      for (const box of boxes) expect(inside(box, picture), box.name).toBe(true);
      for (const a of boxes) {
        for (const b of boxes) {
          if (a === b) continue;
          if (a.name.startsWith(`${b.name}.`)) expect(inside(a, b)).toBe(true);
          else if (!b.name.startsWith(`${a.name}.`)) expect(overlap(a, b)).toBe(false);
        }
      }
      for (const { from, to } of arrows) expect(boxes).toEqual(expect.arrayContaining([from, to]));
    }),
  );
});
