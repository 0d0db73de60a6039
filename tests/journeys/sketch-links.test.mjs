// Links that end at nothing yet, and links that are gone through by keys.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, room, slowly, visit } from "./support.mjs";
import { drag, drawn, keys, middle, part, paste, press, resting, saved, undo } from "./sketch.mjs";

const it = await room();

/** An empty sketchpad. */
async function empty(t, options) {
  const page = await visit(t, it, "#/sketchpad", options);
  await page.getByText("drag links from the dots").waitFor();
  return page;
}

const offer = (page) => page.getByRole("dialog", { name: /^Add what .* calls$/ });

/** Lets a link go over nothing. */
async function letGo(page, from) {
  await part(page, from).hover();
  const start = await middle(part(page, from).locator(".body"));
  await drag(page, { x: start.right, y: start.y }, { x: start.right + 120, y: start.y + 140 });
  await offer(page).waitFor();
}

/** Waits until what has the focus is called something that begins so. */
const focuses = (page, name) =>
  page.waitForFunction((name) => document.activeElement?.getAttribute("aria-label")?.startsWith(name), name);

test("a link let go over nothing offers what to add there, in one step", async (t) => {
  const page = await empty(t);
  await page.keyboard.press("c");
  await part(page, "Client").waitFor();
  await letGo(page, "Client");
  await page.keyboard.press("Escape");
  await offer(page).waitFor({ state: "detached" });
  const alone = { components: ["client Client"], links: [], areas: [], set: {} };
  await becomes(() => drawn(page), alone);

  // By the mouse; it stands where the link was let go.
  await letGo(page, "Client");
  await offer(page).getByRole("button", { name: "Service", exact: true }).click();
  await part(page, "Service").waitFor();
  const [from, to] = [await middle(part(page, "Client").locator(".body")), await middle(part(page, "Service").locator(".body"))];
  assert.ok(Math.abs(to.x - from.right - 120) < 8 && Math.abs(to.y - from.y - 140) < 8, JSON.stringify([from, to]));
  await becomes(() => drawn(page), { ...alone, components: ["client Client", "service Service"], links: ["Client > Service"] });
  await undo(page).click();
  await becomes(() => drawn(page), alone);

  // By keys alone: from the client to nothing, and a kind by its letter.
  await press(page, "Client");
  await keys(page, "l", "Enter");
  await offer(page).waitFor();
  await keys(page, "ArrowDown", "b");
  await part(page, "Load balancer").waitFor();
  await focuses(page, "Load balancer.");
  await becomes(async () => (await drawn(page)).links, ["Client > Load balancer"]);
});

test("a finger's link offers it, too", async (t) => {
  const page = await empty(t, { hasTouch: true, viewport: { width: 390, height: 844 } });
  await page.keyboard.press("c");
  const { right, y } = await middle(part(page, "Client").locator(".body"));
  const touch = await page.context().newCDPSession(page);
  const tell = (type, points) => touch.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  await tell("touchStart", [{ x: right, y }]);
  for (let step = 1; step <= 6; step += 1) await tell("touchMove", [{ x: right + 4 * step, y: y + 25 * step }]);
  // It rests before it is lifted: the browser takes a tap right after a fling for the end of that.
  await page.waitForTimeout(300);
  await tell("touchMove", [{ x: right + 24, y: y + 151 }]);
  await tell("touchEnd", []);
  await offer(page).waitFor();
  const box = await resting(offer(page));
  assert.ok(box.x >= 0 && box.x + box.width <= 390 && box.y + box.height <= 844, "it is cut off");
  await offer(page).getByRole("button", { name: "Queue", exact: true }).tap();
  await part(page, "Queue").waitFor();
});

for (const pace of ["", ", on a slow machine"]) {
  test(`links are reached and opened by keys${pace}`, async (t) => {
    const page = await empty(t);
    if (pace) {
      await slowly(page);
      await page.reload();
      await page.getByText("drag links from the dots").waitFor();
    }
    await paste(page, "flowchart LR\n  web[Web] --> api[API]\n  api --> users[(Users)]\n  api --> jobs[Jobs]");
    await part(page, "API").waitFor();
    // By then it has been fitted into view, too: on a slow machine that comes some turns after it is drawn.
    await saved(page);
    await press(page, "API");
    await page.keyboard.press(".");
    await focuses(page, "Link from Web to API");
    await page.keyboard.press(".");
    await focuses(page, "Link from API to Users");
    await page.getByRole("status").filter({ hasText: "Link 2 of 3 of API." }).waitFor({ state: "attached" });
    await page.keyboard.press(",");
    await focuses(page, "Link from Web to API");
    await page.keyboard.press(",");
    await focuses(page, "Link from API to Jobs");
    // On to what it calls, along the arrow, and back to the link.
    await page.keyboard.press("Alt+ArrowRight");
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label")?.includes("Jobs."));
    await page.keyboard.press(".");
    await focuses(page, "Link from API to Jobs");
    // Its numbers.
    await page.getByRole("tab", { name: "List", exact: true }).click();
    await page.locator("#sketch-drawing g[id^=part-][tabindex='0']").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: /^Numbers of/ }).waitFor();
    await page.waitForFunction(() => document.activeElement?.closest(".inspector"));
  });
}
