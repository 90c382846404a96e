import { describe, expect, test } from "vitest";
import { commands } from "../../compiler/cli/commands.ts";
import { scratch, thunderhead } from "./thunderhead.ts";

describe("help", () => {
  test("lists the commands, on stdout", async () => {
    const { code, stdout, stderr } = await thunderhead(["--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatchInlineSnapshot(`
      "thunderhead: one TypeScript file runs here, and compiles to a Pulumi program you can read

      usage: thunderhead COMMAND [app.ts] [flags]

        run           simulate the app here: one process and private directory per work
        logs          the app's lines; with --why, what ran, was skipped or waits, and for what
        ps            components of the launch: what each does, since when, where it answers
        open          open the console so that it may write; prints the link, which is good once
        ssh           a shell on the machine of a deployed work: its name, a machine's, or \`controller\`
        command       call one of the app's commands: \`command retrain --epochs 20\`
        interrupt     give a running work notice, as a spot machine would
        rerun         run a work's last call again, in the running launch or the next --resume
        stop          stop the launch as Ctrl-C would; \`run --resume\` goes on with it
        reset         forget all launches here: ledgers, state, Paths, logs
        check         analyse only: problems, each with its place and a fix
        graph         what the compiler saw: components, computes, ports, Paths, edges
        gpus          what fits a wish such as 80GB+ or A100:8, cheapest first, with zones and quota
        permissions   what whoever deploys, or steers it there, must be allowed: policies as JSON
        explain       why: from a value, component, Path, resource or permission to its source line
        lsp           speak the language server protocol on stdin and stdout, for editors
        lock          fix versions and hashes of what works install, in requirements.lock
        compile       write infra/: a Pulumi program, and one bundle per work
        resources     what the program in infra/ would register, without credentials
        diff          what would change: data, exposure, access, money, quota, identity, running
        deploy        compile, show what would change, and run \`pulumi up\` on infra/
        destroy       remove what was deployed; volume, journal and data are kept
        doctor        what a deploy needs, what is missing, and the command that fixes it

      Without a file, a command takes app.ts of the current folder.
      \`thunderhead COMMAND --help\` shows a command's flags; \`--version\` shows the version.
      "
    `);
  });

  test.each(Object.keys(commands))("of %s names each of its flags", async (name) => {
    const { code, stdout } = await thunderhead([name, "--help"]);
    expect(code).toBe(0);
    for (const flag of Object.keys(commands[name]?.flags ?? {}))
      expect(stdout).toContain(`--${flag}`);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });

  test("tells the version", async () => {
    expect((await thunderhead(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

/** Bad input: what stderr says, always with exit code 2, nothing on stdout, and no stack. */
const refused: readonly (readonly [readonly string[], string])[] = [
  [["complie"], "`thunderhead` has no command `complie`. Did you mean `compile`?"],
  [["check", "--jsno"], "`thunderhead check` has no flag `--jsno`. Did you mean `--json`?"],
  [["check", "a.ts", "b.ts"], "it takes one [app.ts], not 2 of them"],
  [["run", "app.ts", "--port"], "`--port` needs a value: --port PORT"],
  [["run", "app.ts", "--port", "http"], "`--port http` is no port"],
  [
    ["run", "app.ts", "--config", "size"],
    "`--config size` has no value; write `--config size=value`",
  ],
  [["check", "--json=yes"], "`--json` takes no value"],
  [["check"], "There is no file `app.ts`."],
  [["check", "ap.ts"], "There is no file `ap.ts`. Did you mean `map.ts`?"],
  [["check", "none/app.ts"], "There is no folder"],
  [["check", "data.json"], "`data.json` is not a TypeScript or JavaScript file"],
  [["resources"], "holds no emitted program"],
];

describe("bad input", () => {
  test.each(refused)("%j", async (words, message) => {
    using folder = await scratch({ "map.ts": "", "data.json": "{}" });
    const { code, stdout, stderr } = await thunderhead(words, { cwd: folder.path });
    expect(stderr.replace(/\s+/g, " ")).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });
});
