// The scene in Excalidraw: rectangles with their text, arrows bound to them.

import { Excalidraw, convertToExcalidrawElements } from "@excalidraw/excalidraw";
import "@excalidraw/excalidraw/index.css";
import { createRoot } from "react-dom/client";
import { SIZE, middle, scene } from "./scene.mjs";

const asked = new URLSearchParams(location.search);
const { components, links } = scene(Number(asked.get("components")), Number(asked.get("links")));
const places = new Map(components.map((component) => [component.id, component]));
const boxes = components.map(({ id, name, x, y }) => ({
  type: "rectangle",
  id: String(id),
  x,
  y,
  ...SIZE,
  roughness: 0,
  label: { text: name, fontSize: 13 },
}));
const arrows = links.map(({ from, to }) => {
  const [a, b] = [places.get(from), places.get(to)];
  const [x, y] = [a.x + SIZE.width, a.y + SIZE.height / 2];
  const points = [[0, 0], [b.x - x, b.y + SIZE.height / 2 - y]];
  return { type: "arrow", x, y, points, roughness: 0, start: { id: String(from) }, end: { id: String(to) } };
});

createRoot(document.querySelector("#root")).render(
  <Excalidraw
    initialData={{
      // Arrows behind, as in the others: what is taken hold of is the component.
      elements: convertToExcalidrawElements([...arrows, ...boxes], { regenerateIds: false }),
    }}
    excalidrawAPI={(api) => {
      // It has its elements a moment later.
      setTimeout(() => {
        // A canvas tells nobody where things are: the bench asks here.
        window.places = () => {
          const { scrollX, scrollY, zoom, offsetLeft, offsetTop } = api.getAppState();
          return api
            .getSceneElements()
            .filter(({ type }) => type === "rectangle")
            .map(({ id, x, y, width, height }) => ({
              id,
              x: (x + width / 2 + scrollX) * zoom.value + offsetLeft,
              y: (y + height / 2 + scrollY) * zoom.value + offsetTop,
            }));
        };
        if (asked.has("fit")) api.scrollToContent(undefined, { fitToViewport: true, viewportZoomFactor: 0.9 });
        else api.scrollToContent(api.getSceneElements().find(({ id }) => id === String(middle(components).id)));
        document.body.classList.add("ready");
      }, 1000);
    }}
  />,
);
