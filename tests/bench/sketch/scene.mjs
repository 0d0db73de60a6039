// The scene that all three draw: components on a grid, and links between neighbours near and far, the same ones every time.

/** Columns of the grid, and the distance between two places in it. */
const COLUMNS = 40;
const STEP = { x: 208, y: 120 };
/** A component's size. */
export const SIZE = { width: 128, height: 56 };

/** `components` as { id, name, x, y }, `links` as { from, to }: ids from 1. */
export function scene(components, links) {
  const placed = Array.from({ length: components }, (_, at) => ({
    id: at + 1,
    name: `Service ${at + 1}`,
    x: (at % COLUMNS) * STEP.x,
    y: Math.floor(at / COLUMNS) * STEP.y,
  }));
  // A linear congruential generator (Numerical Recipes): any fixed sequence does.
  let state = 4127;
  const random = (end) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
  const joined = new Set();
  const drawn = [];
  while (drawn.length < links) {
    const from = random(components);
    const to = from + [1, COLUMNS, COLUMNS + 1, 2, 3 * COLUMNS + 2][random(5)];
    const pair = `${from} ${to}`;
    if (to >= components || joined.has(pair)) continue;
    joined.add(pair);
    drawn.push({ from: from + 1, to: to + 1 });
  }
  return { components: placed, links: drawn };
}

/** The component in the middle of a scene. */
export function middle(components) {
  const last = components.at(-1);
  const rows = Math.floor(last.y / STEP.y);
  return components[Math.floor(rows / 2) * COLUMNS + COLUMNS / 2] ?? last;
}

/** The scene as the sketchpad takes it from the clipboard. */
export function asParts({ components, links }) {
  return JSON.stringify({
    dryrun: "parts",
    version: 1,
    components: components.map(({ id, name, x, y }) => ({
      id,
      kind: "service",
      name,
      rect: { x, y, w: SIZE.width, h: SIZE.height },
    })),
    links: links.map(({ from, to }, at) => ({ id: components.length + at + 1, from, to })),
    areas: [],
  });
}
