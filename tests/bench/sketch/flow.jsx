// The scene in React Flow, as its documentation has it: uncontrolled; what is out of sight isn't drawn, which it has to be told.

import { ReactFlow, Background } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { createRoot } from "react-dom/client";
import { SIZE, middle, scene } from "./scene.mjs";

const asked = new URLSearchParams(location.search);
const { components, links } = scene(Number(asked.get("components")), Number(asked.get("links")));
const nodes = components.map(({ id, name, x, y }) => ({
  id: String(id),
  position: { x, y },
  data: { label: name },
  style: SIZE,
  sourcePosition: "right",
  targetPosition: "left",
}));
const edges = links.map(({ from, to }) => ({ id: `${from}-${to}`, source: String(from), target: String(to) }));

createRoot(document.querySelector("#root")).render(
  <ReactFlow
    defaultNodes={nodes}
    defaultEdges={edges}
    fitView={asked.has("fit")}
    minZoom={0.05}
    panOnScroll
    onlyRenderVisibleElements
    onInit={async (flow) => {
      const { x, y } = middle(components);
      if (!asked.has("fit")) await flow.setCenter(x + SIZE.width / 2, y + SIZE.height / 2, { zoom: 1 });
      document.body.classList.add("ready");
    }}
  >
    <Background />
  </ReactFlow>,
);
