import { signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { type Arrow, type Box, layOut } from "./graph-layout.ts";
import { href, open } from "./route.ts";
import { StageMark, words } from "./stage.tsx";
import { components, order, paths } from "./store.ts";

const narrow = matchMedia("(width < 720px)");
const across = signal(!narrow.matches);
narrow.addEventListener("change", () => {
  across.value = !narrow.matches;
});

const margin = 4;

/** The app as a picture: who owns whom, where Paths go, what waits for what; coloured by what each does now. */
export function GraphView(): JSX.Element {
  const { boxes, arrows, width, height } = layOut({
    names: Object.keys(components.value),
    paths: paths.value,
    order: order.value,
    across: across.value,
  });
  if (boxes.length === 0) {
    return (
      <p class="empty">Nothing has reported yet. The picture appears once the app has been read.</p>
    );
  }
  const [w, h] = [width + 2 * margin, height + 2 * margin];
  return (
    <div class="graph scroll">
      <svg viewBox={`${-margin} ${-margin} ${w} ${h}`} width={w} height={h}>
        <title>The app’s components</title>
        <defs>
          <marker
            id="tip"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8z" fill="context-stroke" />
          </marker>
        </defs>
        {boxes
          .filter(({ frame }) => frame)
          .map((box) => (
            <Frame key={box.name} box={box} />
          ))}
        {arrows.map((arrow) => (
          <Line key={`${arrow.from.name} ${arrow.to.name}`} arrow={arrow} />
        ))}
        {boxes
          .filter(({ frame }) => !frame)
          .map((box) => (
            <Node key={box.name} box={box} />
          ))}
      </svg>
    </div>
  );
}

function Link({
  name,
  class: kind,
  children,
}: {
  readonly name: string;
  readonly class: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const to = { view: "components", component: name } as const;
  return (
    <a
      class={kind}
      href={href(to)}
      onClick={(event) => {
        event.preventDefault();
        open(to);
      }}
    >
      {children}
    </a>
  );
}

function Node({ box }: { readonly box: Box }): JSX.Element {
  const { name, x, y, width, height } = box;
  const { kind = "work", status, machine = "off" } = components.value[name] ?? {};
  const stage = status?.stage ?? "pending";
  const aside = kind === "work" && across.value ? machines[machine] : "";
  return (
    <Link name={name} class={`graph-node stage-${stage} machine-${machine}`}>
      <rect x={x} y={y} width={width} height={height} rx="10" />
      <svg x={x + 12} y={y + 19} width="16" height="16" aria-hidden="true">
        <StageMark stage={stage} />
      </svg>
      <text class="graph-name" x={x + 38} y={y + 23}>
        {short(lastName(name), Math.floor((width - 46) / 8))}
      </text>{" "}
      <text class="graph-word" x={x + 38} y={y + 41}>{`${words[stage]}${aside}`}</text>
    </Link>
  );
}

const machines = { off: "", starting: " · booting", on: " · machine on" } as const;

function Frame({ box }: { readonly box: Box }): JSX.Element {
  const { name, x, y, width, height } = box;
  return (
    <>
      <rect class="graph-frame" x={x} y={y} width={width} height={height} rx="14" />
      <Link name={name} class="graph-title">
        <text x={x + 14} y={y + 23}>
          {short(lastName(name), Math.floor(width / 9))}
        </text>
      </Link>
    </>
  );
}

/** Lit once what it carries is there: its producer has succeeded. */
function Line({ arrow }: { readonly arrow: Arrow }): JSX.Element {
  const { from, to, data, label } = arrow;
  const done = components.value[from.name]?.status.stage === "succeeded";
  const { d, x, y, isTold } = curve(from, to, across.value);
  return (
    <g class={`graph-${data ? "data" : "order"} ${done ? "graph-lit" : ""}`}>
      <path d={d} marker-end="url(#tip)" />
      {label !== "" && isTold && (
        <text x={x} y={y} text-anchor="middle">
          <title>{label}</title>
          {short(label, 14)}
        </text>
      )}
    </g>
  );
}

/** From the end of one box to the beginning of the other; the label stands in the gap behind the first. */
function curve(from: Box, to: Box, isAcross: boolean) {
  const [x1, y1] = isAcross
    ? [from.x + from.width, from.y + from.height / 2]
    : [from.x + from.width / 2, from.y + from.height];
  const [x2, y2] = isAcross ? [to.x, to.y + to.height / 2] : [to.x + to.width / 2, to.y];
  const bend = Math.max(20, (isAcross ? x2 - x1 : y2 - y1) / 2);
  const d = isAcross
    ? `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 1} ${y2}`
    : `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2 - 1}`;
  const isFar = (isAcross ? x2 - x1 : y2 - y1) > 120;
  // Below each other the names of what goes far would stand one upon the other.
  const [x, y] = isAcross
    ? [x1 + 48, y1 + (y2 - y1) * (isFar ? 0.08 : 0.5) - 6]
    : [(x1 + x2) / 2, y1 + 26];
  return { d, x, y, isTold: isAcross || !isFar };
}

const lastName = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

const short = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;
