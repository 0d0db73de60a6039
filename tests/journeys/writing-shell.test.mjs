// The shell: as a language to answer in, and as a terminal to look around in.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, room, visit } from "./support.mjs";
import {
  detail,
  exerciseFile,
  judge,
  openWriting,
  part,
  saved,
  titles,
  turnTo,
  verdicts,
  write,
} from "./writing.mjs";

const it = await room();

test("a script is judged case by case", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "lru-cache");
  await turnTo(page, "Shell", "lru-cache.sh");
  await write(page, 'echo "so far"\nno-such-command "$@"\n');
  assert.equal(await judge(page), "24 to mend");
  await becomes(async () => [...(await verdicts(page)).keys()].slice(0, -1), titles("lru-cache"));
  await becomes(() => part(page, "Printed"), ["so far\n"]);
  await detail(page).getByText(/no-such-command: command not found/).first().waitFor();
});

const UNCOUNTED = "the shell's runner loses count of the lines";
for (const [what, script, says, todo] of [
  ["a word that is no command", 'echo "so far"\n\nno-such-command\n', /^Line 3: .*command not found/, UNCOUNTED],
  ["a parenthesis out of place", 'echo "so far"\n\ncat ) nothing\n', /^Line 3: .*syntax error/, UNCOUNTED],
  ["an end that is missing", "echo a\nif true; then\n", /^Line 3: .*syntax error/, false],
]) {
  test(`a script's error is marked at its line: ${what}`, { todo }, async (t) => {
    const page = await visit(t, it);
    await openWriting(page, it.host, "lru-cache");
    await turnTo(page, "Shell", "lru-cache.sh");
    await write(page, script);
    assert.equal(await judge(page), "24 to mend");
    // What is known not to come isn't waited for as long as what does.
    const patience = todo ? { timeout: 10_000 } : {};
    await page.locator(".editor-marks").getByRole("button").first().waitFor(patience);
    const marks = await page.locator(".editor-marks").getByRole("button").allTextContents();
    assert.equal(marks.length, 1);
    assert.match(marks[0], says);
  });
}

test("the terminal shows the input's files and the answer, and outlives a loop", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "pstree");
  const answer = exerciseFile("pstree", "solution.py");
  await write(page, answer);
  await saved(page);
  await page.getByRole("tablist", { name: "Results" }).getByRole("tab", { name: "Terminal" }).click();
  const shell = page.locator(".shell");
  const prompt = shell.getByRole("textbox");
  await prompt.waitFor();
  const enter = async (line) => {
    // While a command runs, nothing can be typed.
    await prompt.and(page.locator(":read-write")).waitFor();
    await prompt.focus();
    await page.keyboard.insertText(line);
    await page.keyboard.press("Enter");
  };
  // Words that the command line itself does not hold.
  await enter("head -c 8 /proc/1/stat; echo; wc -l < /home/you/pstree.py");
  await shell.getByText(/^1 \(/).first().waitFor();
  await shell.getByText(String(answer.split("\n").length - 1), { exact: true }).waitFor();
  await enter("echo looping; while true; do :; done");
  await shell.getByText("looping", { exact: true }).waitFor();
  await page.keyboard.press("Control+C");
  await enter("echo $((6 * 7))");
  await shell.getByText("42", { exact: true }).waitFor();
  // It is a copy: nothing that is done here touches the answer.
  await enter("rm /home/you/pstree.py; ls /home/you | wc -l");
  await shell.getByText("0", { exact: true }).waitFor();
  await page.getByRole("button", { name: /^Run/ }).first().click();
  await page.getByRole("tab", { name: /^Cases/, selected: true }).waitFor();
});
