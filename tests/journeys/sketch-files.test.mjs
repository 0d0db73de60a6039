// Designs are kept, over reloads, shelves and other tabs; they leave as files, pictures and links, and come back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32 } from "node:zlib";
import { becomes, matches, room, visit } from "./support.mjs";
import { choose, download, file, paste, saved, shows, title } from "./sketch.mjs";

const it = await room();

const FLOW = `flowchart LR
  clients((Clients)) --> balancer[Load balancer]
  balancer --> joiner[Log joiner]
  subgraph zone_a[zone a]
    joiner --> store[(Query store)]
  end
`;

async function rename(page, name) {
  await title(page).getByRole("button").click();
  await page.getByRole("textbox", { name: "Name of the design" }).fill(name);
  await page.keyboard.press("Enter");
  await shows(page, name);
}

/** Waits until the list of designs has these names, whatever their order if that is so; the dialog stays open. */
async function lists(page, names, { sorted = false } = {}) {
  await choose(page, /^My designs/);
  await becomes(async () => {
    const all = await page.getByRole("list", { name: "Designs" }).locator("strong").allTextContents();
    return sorted ? all.sort() : all;
  }, names);
}

/** A page with an imported design, called `name`. */
async function drawn(t, name, options) {
  const page = await visit(t, it, "#/sketchpad", options);
  await paste(page, FLOW);
  await shows(page, "From Mermaid");
  await rename(page, name);
  await saved(page);
  return page;
}

async function shareLink(page) {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByText("Link copied.").waitFor();
  const url = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press("Escape");
  return url.slice(url.indexOf("#"));
}

/** A whole link around any JSON, as the format has it. */
function linkOf(json) {
  const body = Buffer.from(JSON.stringify(json));
  const length = Buffer.alloc(2);
  length.writeUInt16LE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(Buffer.concat([Buffer.from("v1.j."), length, body])));
  return `#/d/v1.j.${Buffer.concat([length, body, sum]).toString("base64url")}`;
}

test("a reload in the middle loses nothing, and every design stays what it was", async (t) => {
  const page = await drawn(t, "Ad dashboard");
  const before = await file(page);
  assert.equal(JSON.parse(before).design.components.length, 4);
  await page.reload();
  await shows(page, "Ad dashboard");
  await becomes(() => file(page), before);

  await choose(page, "Next iteration");
  await page.locator(".sketch-bar").getByText("iteration 2", { exact: true }).waitFor();
  await rename(page, "Ad dashboard, sharded");
  await saved(page);
  await page.reload();
  await shows(page, "Ad dashboard, sharded");
  await lists(page, ["Ad dashboard, sharded", "Ad dashboard"]);
  await page.getByRole("button", { name: "Open Ad dashboard", exact: true }).click();
  await shows(page, "Ad dashboard");
  await becomes(() => file(page), before);
});

test("what is removed lies on the shelf and comes back", async (t) => {
  const page = await drawn(t, "To be removed");
  const before = await file(page);
  await choose(page, "Remove this design");
  await shows(page, "Untitled");
  // Nothing on the page tells when it is on the disk; another tab shows it then.
  const other = await page.context().newPage();
  await other.goto(`${it.host.url}#/sketchpad`);
  await shows(other, "Untitled");
  await choose(other, /^My designs/);
  await other.getByRole("button", { name: "Bring back To be removed" }).waitFor();
  await other.close();
  await page.reload();
  await shows(page, "Untitled");
  await choose(page, /^My designs/);
  await page.getByRole("button", { name: "Bring back To be removed" }).click();
  await shows(page, "To be removed");
  await becomes(() => file(page), before);
});

test("a shared design opens beside one's own, and is the same", async (t) => {
  const one = await drawn(t, "Ad dashboard");
  const before = await file(one);
  const link = await shareLink(one);
  assert.match(link, /^#\/d\/v1\.[dj]\.[\w-]+$/);
  // The code's three finders, within its quiet zone of four modules (ISO/IEC 18004).
  await one.getByRole("button", { name: "Share", exact: true }).click();
  const { size, dark } = await one.getByRole("img", { name: "QR code of the link" }).evaluate((svg) => ({
    size: svg.viewBox.baseVal.width,
    dark: svg.querySelector("path").getAttribute("d").match(/M\d+ \d+h\d+/g).map((run) => run.match(/\d+/g).map(Number)),
  }));
  const row = (y) => {
    const cells = new Array(size).fill(" ");
    for (const [x, at, length] of dark) if (at === y) cells.fill("#", x, x + length);
    return cells.join("");
  };
  assert.equal((size - 8 - 17) % 4, 0);
  assert.deepEqual([0, 1, 2, 3].map((y) => row(y).trim()), ["", "", "", ""]);
  for (const [y, finder] of [[4, "#######"], [5, "#     #"], [6, "# ### #"], [10, "#######"]]) {
    assert.equal(row(y).slice(4, 12), `${finder} `);
    assert.equal(row(y).slice(-12, -4), ` ${finder}`);
    assert.equal(row(size - 1 - y).slice(0, 12), `    ${finder} `);
  }
  await one.keyboard.press("Escape");

  const two = await drawn(t, "My own");
  const mine = await file(two);
  await two.goto(it.host.url + link);
  await shows(two, "Ad dashboard");
  await two.getByText("A shared design.").waitFor();
  await becomes(() => file(two), before);
  await two.getByRole("link", { name: "Discard" }).click();
  await shows(two, "My own");
  await becomes(() => file(two), mine);
  // At the place of other shared things it leads to its own.
  await two.goto(it.host.url + link.replace("#/d/", "#/s/"));
  await shows(two, "Ad dashboard");
  await two.getByRole("button", { name: "Keep a copy" }).click();
  await saved(two);
  await two.reload();
  await shows(two, "Ad dashboard");
  await becomes(() => file(two), before);
  await lists(two, ["Ad dashboard", "My own"]);
});

test("corrupted links and files say what is wrong and change nothing", async (t) => {
  const page = await drawn(t, "My own");
  const mine = await file(page);
  const good = await shareLink(page);
  const middle = good.length >> 1;
  const links = [
    [good.slice(0, -5), /end of this link is missing/],
    [good.slice(0, middle) + (good[middle] === "A" ? "B" : "A") + good.slice(middle + 1), /altered/],
    [good.replace("/v1.", "/v7."), /newer Dryrun/],
    [linkOf({ kind: "design", design: { dryrun: "design", version: 99, design: {} } }), /newer Dryrun/],
    [linkOf({ kind: "design", design: { dryrun: "design", version: 1, design: { name: 7 } } }), /line 1/],
    [linkOf({ kind: "hologram" }), /newer Dryrun.*hologram/],
  ];
  for (const [link, says] of links) {
    await page.goto(it.host.url + link);
    await page.getByRole("heading", { name: "This link can't be opened" }).waitFor();
    await matches(() => page.locator("#sketchpad").getByRole("alert").innerText(), says, link.slice(0, 40));
    await page.getByRole("link", { name: "My designs" }).click();
    await shows(page, "My own");
  }
  const texts = [
    [mine.slice(0, mine.length >> 1), /line \d+, column \d+/],
    [mine.replace('"version": 1', '"version": 2').replace('"version":1', '"version":2'), /newer Dryrun/],
    ['{"some": "thing"}', /not a design of Dryrun/],
    ["flowchart LR\n  a --> b\n  c -->", /Line 3/],
    ["  ", /nothing in it/],
  ];
  await choose(page, /^Import/);
  for (const [text, says] of texts) {
    await page.getByRole("textbox", { name: "Or paste its text" }).fill(text);
    await page.getByRole("button", { name: "Open the text" }).click();
    await page.getByRole("dialog").getByRole("alert").getByText(says).waitFor();
  }
  const bytes = { name: "picture.png", mimeType: "image/png", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]) };
  await page.getByLabel("File of a design").setInputFiles(bytes);
  await page.getByRole("dialog").getByRole("alert").getByText(/picture\.png: .*no text/).waitFor();
  await page.keyboard.press("Escape");
  await becomes(() => file(page), mine);
  await lists(page, ["My own"]);
});

test("a file that is dropped and a text that is pasted open beside what is there", async (t) => {
  const page = await drawn(t, "Ad dashboard");
  const before = await file(page);
  await choose(page, "New design");
  await shows(page, "Untitled");
  await page.evaluate((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "ad.dryrun.json", { type: "application/json" }));
    document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }, before);
  await shows(page, "Ad dashboard");
  await becomes(() => file(page), before);
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.body.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
  }, FLOW);
  await shows(page, "From Mermaid");
  await saved(page);
  await lists(page, ["From Mermaid", "Ad dashboard", "Ad dashboard"]);
});

test("Mermaid goes out and comes back; pictures are what they say they are", async (t) => {
  const page = await drawn(t, "Ad dashboard", { colorScheme: "dark" });
  const names = (text) => {
    const { components, links, areas } = JSON.parse(text).design;
    const name = (id) => components.find((part) => part.id === id).name;
    return {
      parts: components.map((part) => `${part.kind} ${part.name}`).sort(),
      links: links.map((link) => `${name(link.from)} > ${name(link.to)}`).sort(),
      areas: areas.map((area) => `${area.kind} ${area.name}`),
    };
  };
  const before = names(await file(page));
  assert.deepEqual(before.links, ["Clients > Load balancer", "Load balancer > Log joiner", "Log joiner > Query store"]);
  assert.deepEqual(before.areas, ["zone zone a"]);

  await choose(page, /^Export/);
  const mermaid = await download(page, "Save Mermaid");
  assert.equal(mermaid.name, "ad-dashboard.mmd");
  const svg = await download(page, "Save SVG");
  const png = await download(page, "Save PNG");
  await page.getByText(/^Saved as ad-dashboard\.png\. \d+ × \d+ pixels\.$/).waitFor();
  const seen = await page.evaluate(
    async ([text, base64]) => {
      const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      const colours = new Set();
      for (let at = 0; at < data.length; at += 4) colours.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
      return {
        root: root.tagName,
        size: [Number(root.getAttribute("width")), Number(root.getAttribute("height"))],
        texts: [...root.querySelectorAll("text")].map((text) => text.textContent),
        bitmap: [image.width, image.height],
        corner: [...data.slice(0, 4)],
        colours: colours.size,
      };
    },
    [svg.bytes.toString(), png.bytes.toString("base64")],
  );
  assert.equal(seen.root, "svg");
  assert.match(svg.bytes.toString(), /url\("?data:font\/woff2;base64,/);
  for (const name of ["Clients", "Load balancer", "Log joiner", "Query store", "zone a"]) {
    assert.ok(seen.texts.includes(name), `${name} in ${seen.texts}`);
  }
  assert.deepEqual(seen.bitmap, seen.size.map((side) => Math.round(2 * side)));
  // The ground of the dark theme, and something drawn on it.
  assert.deepEqual(seen.corner, [0x0f, 0x12, 0x15, 0xff]);
  assert.ok(seen.colours > 20, `${seen.colours} colours`);

  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await paste(page, mermaid.bytes.toString());
  await saved(page);
  assert.deepEqual(names(await file(page)), before);
});

test("two tabs on one design: one follows the other, and where both change it, both are kept", async (t) => {
  const one = await drawn(t, "Ad dashboard");
  const two = await one.context().newPage();
  await two.goto(`${it.host.url}#/sketchpad`);
  await shows(two, "Ad dashboard");
  await rename(one, "From the first tab");
  await shows(two, "From the first tab");

  // The first tab's word doesn't get through, as while the second one sleeps.
  await one.evaluate(() => {
    const post = BroadcastChannel.prototype.postMessage;
    BroadcastChannel.prototype.postMessage = () => {};
    window.speakAgain = () => (BroadcastChannel.prototype.postMessage = post);
  });
  await rename(one, "First again");
  await saved(one);
  await one.evaluate(() => window.speakAgain());
  await rename(two, "Second");
  await two.getByText(/Another tab changed “Second”, too/).waitFor();
  await one.getByText(/Another tab changed “First again” after you did/).waitFor();
  await shows(one, "First again (kept beside)");
  await saved(one);
  await saved(two);
  await two.reload();
  await shows(two, /^(Second|First again \(kept beside\))$/);
  await lists(two, ["First again (kept beside)", "Second"], { sorted: true });
  await two.close();
});

test("where nothing can be stored, that is said, and a file still leaves", async (t) => {
  const page = await visit(t, it);
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("denied", "SecurityError");
    };
  });
  await page.goto(`${it.host.url}#/sketchpad`);
  await page.reload();
  await paste(page, FLOW);
  await shows(page, "From Mermaid");
  await page.locator(".sketch-bar").getByRole("alert").getByText(/Not saved: The browser refuses to store anything/).waitFor();
  await choose(page, "Duplicate");
  await shows(page, "From Mermaid (copy)");
  // What isn't on the disk lasts as long as the page.
  await choose(page, /^My designs/);
  await page.getByRole("button", { name: "Open From Mermaid", exact: true }).click();
  await shows(page, "From Mermaid");
  await becomes(async () => JSON.parse(await file(page)).design.components.length, 4);
});
