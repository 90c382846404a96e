import { join } from "node:path";
import fc from "fast-check";
import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";
import { registrations } from "#plan/plan.ts";
import { compileApp } from "../emit/compile-app.ts";
import { filesOf, planOf, programOf, textOf } from "./emitted.ts";
import { boring, compute, graphOf } from "./graphs.ts";

const letters = fc.stringMatching(/^[A-Za-z_$][A-Za-z0-9_$]{0,60}$/);
const someApp = fc
  .uniqueArray(letters, { minLength: 1, maxLength: 8, selector: (name) => name.toLowerCase() })
  .chain((names) =>
    fc.record({
      names: fc.constant(names),
      path: fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 }),
      // Two that share a machine and ask for one port are `service/port-clash`, and get no program.
      ports: fc.uniqueArray(fc.integer({ min: 0, max: 65_535 }), {
        minLength: 8,
        maxLength: 8,
        comparator: (one, other) => one === other && one !== 0,
      }),
      computes: fc.array(fc.constantFrom(undefined, "gpu", "A100:8", "cpu-medium"), {
        minLength: 8,
        maxLength: 8,
      }),
      nodes: fc.constantFrom(1, 2),
      access: fc.constantFrom(
        { kind: "http" as const },
        { kind: "tunnel" as const },
        { kind: "https" as const, domain: "ml.example.org", zoneId: "Z1" },
      ),
    }),
  );

describe("a program of any app", () => {
  test("parses, keeps to 100 columns, registers nothing twice, and is the same bytes again", () => {
    fc.assert(
      fc.property(someApp, ({ names, path, ports, computes, nodes, access }) => {
        const works = Object.fromEntries(
          names.map((name, at) => {
            const asked = computes[at];
            return [
              name,
              {
                paths: { out: path },
                ...(at > 0 && { reads: [`${names[at - 1]}.out`] }),
                ...(at % 2 === 0 && { port: ports[at] ?? 0 }),
                ...(asked !== undefined && { compute: compute(asked, { nodes }) }),
              },
            ];
          }),
        );
        const plan = planOf(graphOf(works), { access });
        const files = filesOf(plan);
        for (const { file, text } of files.filter(({ file }) => file.endsWith(".ts"))) {
          expect(parseSync(file, text).errors).toEqual([]);
          for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
        }
        const made = registrations(plan).map(({ type, name }) => `${type} ${name}`);
        const shared = made.filter((one, at) => made.indexOf(one) !== at);
        expect(shared).toEqual([]);
        expect(filesOf(planOf(graphOf(works), { access }))).toEqual(files);
      }),
      { numRuns: 60 },
    );
  });
});

describe("what a change changes", () => {
  const app = (name: string) =>
    graphOf({
      source: { id: "k3f9", paths: { file: "a.txt" } },
      train: { id: "t7xe", compute: compute(name), reads: ["source.file"] },
    });
  test.each([
    ["m7i.xlarge", "m7i.2xlarge"],
    ["gpu", "L4"],
    ["g5.48xlarge", "p6-b200.48xlarge"],
  ])("%s instead of %s is one line of the work", (name, other) => {
    const [before, after] = [name, other].map((one) =>
      textOf(programOf(app(one)), "works/train.ts").split("\n"),
    );
    const changed = before?.filter((line) => !after?.includes(line) && !line.includes("zones:"));
    expect(changed).toEqual([expect.stringContaining("instanceTypes:")]);
  });

  test("a work more leaves the files of the others as they were", () => {
    const before = programOf(boring);
    const after = programOf(
      graphOf({
        source: { id: "k3f9", className: "SourceFile", paths: { boringFile: "boring_file.txt" } },
        serve: { id: "m4qd", className: "ServeFile", port: 1111, reads: ["source.boringFile"] },
        extra: { id: "x2bc", compute: compute("cpu-medium") },
      }),
    );
    const changed = before.flatMap(({ file, text }) =>
      textOf(after, file) === text ? [] : [file],
    );
    expect(changed).toEqual(["index.ts"]);
  });
});

describe("the shape", () => {
  test("works that name no compute share one machine; a named compute has its own, in its work's file", () => {
    const files = programOf(graphOf({ a: {}, b: {}, train: { compute: compute("gpu") } }));
    expect(textOf(files, "machines/default.ts")).toContain("works: [a, b],");
    expect(textOf(files, "works/train.ts")).toContain('instanceTypes: ["g4dn.xlarge"],');
    expect(textOf(files, "works/a.ts")).not.toContain("WorkMachines");
  });

  test("works that read from each other are looked up later, and their machines stand apart", () => {
    const files = programOf(
      graphOf({
        a: { compute: compute("gpu"), paths: { x: "x" }, reads: ["b.y"] },
        b: { compute: compute("gpu"), paths: { y: "y" }, reads: ["a.x"] },
      }),
    );
    expect(textOf(files, "works/a.ts")).toContain("reads: () => [b],");
    expect(textOf(files, "machines/a.ts")).toContain("works: [a],");
  });

  test("an app without a Path has no volume, one without a port no balancer", () => {
    const files = programOf(graphOf({ a: {} }));
    expect(textOf(files, "storage.ts")).not.toContain("Volume");
    expect(files.map(({ file }) => file)).not.toContain("balancer.ts");
    expect(textOf(files, "Pulumi.yaml")).not.toContain("allowedCidrs");
  });

  test("the user's own files are marked so", () => {
    const own = programOf(boring).flatMap(({ file, once }) => (once ? [file] : []));
    expect(own).toEqual(["extra/index.ts", "overrides.ts"]);
  });

  test("a service whose port is taken on the balancer listens on the next, and says why", () => {
    const files = programOf(
      graphOf({
        a: { port: 8000, compute: compute("cpu") },
        b: { port: 8000, compute: compute("cpu") },
      }),
    );
    expect(textOf(files, "works/b.ts")).toContain("listener: 8001, // 8000 is another service's");
  });

  test("the volume outlives the last Path, and the program says why and until when", () => {
    const former = { ...graphOf({ report: {} }), formerPaths: ["report.page"] };
    const storage = textOf(programOf(former), "storage.ts");
    expect(storage.replaceAll(/\n\/\/ /g, " ")).toMatch(
      /stays for what report\.page published.*thunderhead\.lock\.json.*--accept-orphan volume/,
    );
    expect(storage).toContain('new Volume("volume"');
    const never = textOf(programOf(graphOf({ report: {} })), "storage.ts");
    expect(never).not.toContain("new Volume(");
  });

  test("a map whose elements have an image runs containers", async () => {
    const entry = join(import.meta.dirname, "../graph/samples/component-map/app.ts");
    const { plan } = await compileApp({ name: "trials", entry });
    expect(textOf(filesOf(plan), "works/trials.ts")).toContain("containers: true");
    const without = programOf(graphOf({ trials: { max: 4, compute: compute("gpu") } }));
    expect(textOf(without, "works/trials.ts")).not.toContain("containers");
  });
});

test("EC2 takes the machines of a capacity block half an hour before its end", () => {
  const ends = "2099-12-01T12:30:00+01:00";
  const train = { id: "cr-0a1b", zone: "use1-az6", block: true, ends } as const;
  const graph = graphOf({ train: { compute: compute("p5.48xlarge") } });
  const text = textOf(programOf(graph, { reservations: { train } }), "works/train.ts");
  expect(text).toContain(`ends: "${ends}"`);
  expect(text).toContain('taken: "2099-12-01T11:00:00.000Z"');
});
