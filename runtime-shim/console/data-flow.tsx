import { computed } from "@preact/signals";
import type { JSX } from "preact";
import { type FlowNode, layOut, nodeHeight, nodeWidth } from "./data-flow-layout.ts";
import { FileIcon } from "./icons.tsx";
import { open } from "./route.ts";
import { StageMark, words } from "./stage.tsx";
import { components, paths } from "./store.ts";

const layout = computed(() => layOut(paths.value));

/** The app as data moves through it: works, the Paths they make, and who reads them. */
export function DataFlow(): JSX.Element | null {
  const { nodes, edges, width, height } = layout.value;
  if (nodes.length === 0) return null;
  return (
    <section>
      <h3>Data flow</h3>
      <div class="flow-scroll">
        <div class="flow" style={{ width: `${width}px`, height: `${height}px` }}>
          <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
            {edges.map(({ from, to }) => (
              <path
                key={`${from.id} ${to.id}`}
                class={`flow-edge ${live(from, to)}`}
                d={curve(from, to)}
              />
            ))}
          </svg>
          {nodes.map((node) => (
            <div
              key={node.id}
              class="flow-place"
              style={{
                left: `${node.x}px`,
                top: `${node.y}px`,
                width: `${nodeWidth[node.kind]}px`,
                height: `${nodeHeight}px`,
              }}
            >
              {node.kind === "work" ? <WorkNode name={node.name} /> : <PathNode name={node.name} />}
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}

function WorkNode({ name }: { readonly name: string }): JSX.Element {
  const stage = components.value[name]?.status.stage ?? "pending";
  return (
    <button
      type="button"
      class={`flow-work stage-${stage}`}
      onClick={() => open({ view: "components", component: name })}
    >
      <StageMark stage={stage} />
      <span class="flow-name">{name}</span>
      <span class="flow-word">{words[stage]}</span>
    </button>
  );
}

/** Full names start with the producer, which stands beside it already. */
function PathNode({ name }: { readonly name: string }): JSX.Element {
  return (
    <span class="flow-path" title={name}>
      <FileIcon />
      <span class="flow-name">{name.slice(name.lastIndexOf(".") + 1)}</span>
    </span>
  );
}

/** An edge is lit once its content is there: its producer has succeeded. */
function live(from: FlowNode, to: FlowNode): string {
  const path = from.kind === "path" ? from : to;
  const producer = paths.value.find(({ name }) => name === path.name)?.producer ?? "";
  return components.value[producer]?.status.stage === "succeeded" ? "flow-lit" : "";
}

function curve(from: FlowNode, to: FlowNode): string {
  const [x1, y1] = [from.x + nodeWidth[from.kind], from.y + nodeHeight / 2];
  const [x2, y2] = [to.x, to.y + nodeHeight / 2];
  const bend = Math.max(24, (x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}
