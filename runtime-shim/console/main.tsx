/**
 * The console: one page that shows a launch while it lives and after it has ended. It draws what the
 * controller says over one WebSocket and asks for nothing else; it holds no truth of its own but what the
 * reader chose to look at. It must load nothing from elsewhere, and must not trust what it is sent.
 */
import { effect } from "@preact/signals";
import { render } from "preact";
import { connect, watchForReturn } from "./connection.ts";
import { Console } from "./console.tsx";
import { overall } from "./overall.ts";
import { launch } from "./store.ts";
import "./style/theme.css";
import "./style/frame.css";
import "./style/parts.css";
import "./style/components.css";
import "./style/graph.css";
import "./style/logs.css";
import "./style/narrow.css";

const root = document.getElementById("console");
if (root !== null) render(<Console />, root);

effect(() => {
  const title = launch.value?.title;
  document.title = title === undefined ? "Thunderhead" : `${title} · ${overall.value.word}`;
});

watchForReturn();
connect();
