import { by, type Part, refused } from "./rule.ts";

const frontDoor = "runtime/front-door.test.ts";

export const services: Part = {
  part: "ports, layout, API",
  rules: {
    "a url is there while the port answers, and keeps paths": [
      by(
        "runtime/launch.test.ts",
        "keeps paths, hands no console cookie on, and shows the tab once it answers",
      ),
      by("agent/life.test.ts", "says when a port answers, and lets a service close in peace"),
    ],
    "ready() waits for the port, or for its timeout": [
      by("runtime/ready.test.ts", "waits until the port answers, and then there is a url"),
      by("runtime/ready.test.ts", "rejects when its timeout is over first"),
    ],
    "a port that is taken is an error before the run": [
      by("runtime/launch.test.ts", "is an expected failure with the way out"),
      refused("service/port-clash"),
    ],
    "a port that was not declared is an error": [refused("service/no-port")],
    "a url is no argument of a call": [refused("work/url-argument")],
    "a service listens where the proxy reaches it": [refused("service/binds-loopback")],
    "two tabs of a name are an error": [refused("flow/duplicate-tab")],
    "tabs show works, flows, pages and urls, and are loading until there is one": [
      by(
        "runtime/app.test.ts",
        "shows urls, components, pages and flows; what has no url yet is loading",
      ),
    ],
    "a layout comes and goes with state, and neither calls nor writes": [
      by(
        "runtime/app.test.ts",
        "may come and go with state, and may neither call nor write nor have two tabs of a name",
      ),
    ],
    "a page is served at an address of its own": [
      by(
        frontDoor,
        "is a tab whose files lie at the root of an address of their own, and keeps the app open",
      ),
    ],
    "routes answer at their own paths; a bug is 500 with an id": [
      by(
        frontDoor,
        "answers at its own paths, writes state, and hands over params, query and body",
      ),
      by(
        frontDoor,
        "turns HttpError into its status, and a bug into 500 with an id that the log has too",
      ),
    ],
    "handlers are transactions of their own between ticks": [
      by(
        "runtime/app.test.ts",
        "are transactions of their own: what one wrote counts if it returns, and not if it throws",
      ),
      by("runtime/app.test.ts", "may stop works, and run one after the other"),
      by("runtime/calls.test.ts", "are transactions between ticks"),
    ],
    "commands check their arguments by any Standard Schema": [
      by("runtime/commands.test.ts", "are checked by the command's schema before it runs"),
    ],
    "state is read with its version, and patched on the version that was seen": [
      by(frontDoor, "needs the token, the version that was seen, and fields that are there"),
      by(frontDoor, "is refused with 409 when the state has moved on, and changes nothing"),
    ],
    "the console is told everything, and then what changes": [
      by("runtime/launch.test.ts", "tell the console everything, and then what changes"),
    ],
  },
};
