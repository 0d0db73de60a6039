// The content check: every answer in the exercise folders, judged in the page as a learner's would be.
//
//     node --test tests/content/                             needs a build; DRYRUN_DIST names its folder
//     DRYRUN_SEED=N node --test tests/content/               from seed N on, too; `fresh` draws one and names it

import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { room } from "../journeys/support.mjs";
import { exercises, failsAt } from "./folders.mjs";
import { courtroom, failures, languages, verdict } from "./judging.mjs";

/** Random inputs that a model answer has to get right, from each of the seeds on. */
const RANDOM = 50;
/** Seeds that always count: a failure here is the change's doing. Another one is for whoever looks for more. */
const SEEDS = [1, 2_400_000, 84_103_722_101];
/** Random inputs among which a wrong answer that says `random` has to fail one. */
const RANDOM_FOR_WRONG = 200;
const FEWEST_WRONG = 3;
/** Milliseconds after which all of it is given up, which ends a hang. */
const HANG_MS = 3_600_000;

const EXERCISES = exercises();
const LANGUAGES = languages();
const WANTED = process.env.DRYRUN_SEED ?? "";
const MORE = WANTED === "" ? [] : [WANTED === "fresh" ? randomInt(2 ** 47) : Number(WANTED)];
const stage = await room();
let judge;

/** A test of an answer; one that this build can't run stands out as still to be done. */
function judged(answer, title, check) {
  const runs = LANGUAGES.includes(answer.language);
  const todo = runs ? false : `NOT JUDGED: this build of the page has no run-${answer.language}`;
  it(`${answer.exercise}/${answer.file} ${title}`, { todo }, async () => {
    if (runs) await check(answer);
  });
}

async function startsAndFails(starter) {
  const { cases } = await judge(starter, {});
  const verdicts = cases.map(verdict);
  assert.ok(!verdicts.includes("broke"), failures({ cases }));
  assert.ok(verdicts.some((word) => word !== "pass"), "it passes every case");
}

async function passes(model) {
  const [first, ...more] = [...SEEDS, ...MORE];
  const found = await judge(model, { random: RANDOM, seed: first });
  assert.equal(failures(found), "");
  assert.ok(found.cases.length > 0);
  assert.equal(found.passed, RANDOM);
  for (const seed of more) {
    const found = await judge(model, { random: RANDOM, seed, only_random: true });
    assert.equal(failures(found), "");
    assert.equal(found.passed, RANDOM);
  }
}

async function failsAsNamed(answer) {
  const named = failsAt(answer);
  const { cases } = await judge(answer, {});
  const verdicts = new Map(cases.map((judged) => [judged[0], verdict(judged)]));
  assert.ok(![...verdicts.values()].includes("broke"), failures({ cases }));
  // What fails everywhere is no answer with one mistake: it may not even start.
  assert.ok([...verdicts.values()].includes("pass"), "it passes no case at all");
  for (const name of named.filter((name) => name !== "random")) {
    assert.ok(verdicts.has(name), `there is no case ${name}`);
    assert.notEqual(verdicts.get(name), "pass", `it passes ${name}`);
  }
  if (named.includes("random")) {
    const { failed } = await judge(answer, { random: RANDOM_FOR_WRONG, seed: SEEDS[0], only_random: true });
    assert.ok(failed, `it passes ${RANDOM_FOR_WRONG} random inputs`);
  }
}

it("every exercise has what a learner and this check need", () => {
  assert.ok(EXERCISES.length > 0);
  for (const { name, starters, models, wrong } of EXERCISES) {
    for (const language of ["python", "javascript"]) {
      assert.ok(starters.some((answer) => answer.language === language), `${name}: no starter in ${language}`);
      assert.ok(models.some((answer) => answer.language === language), `${name}: no model answer in ${language}`);
    }
    assert.ok(wrong.length >= FEWEST_WRONG, `${name}: ${wrong.length} wrong answers, ${FEWEST_WRONG} are needed`);
  }
});

describe(`answers, with random inputs from ${[...SEEDS, ...MORE].join(", ")} on`, { timeout: HANG_MS }, () => {
  const endings = [];
  before(async () => {
    const page = { name: "answers", after: (end) => endings.push(end) };
    judge = await courtroom(page, stage, EXERCISES[0].name);
  });
  after(async () => {
    for (const end of endings) await end();
  });

  it("a runtime that broke is told from an answer that failed", async () => {
    const starter = EXERCISES[0].starters.find((answer) => answer.language === "python");
    // Each that breaks costs a start of Python: some are enough.
    const text = "import os, sys\nif sum(map(len, sys.argv)) % 4 == 0:\n    os._exit(3)\nsys.exit(3)\n";
    const { cases } = await judge({ ...starter, text }, {});
    const verdicts = cases.map(verdict);
    assert.ok(verdicts.includes("broke") && verdicts.includes("error"), failures({ cases }));
  });

  for (const { starters, models, wrong } of EXERCISES) {
    for (const starter of starters) judged(starter, "starts, and fails a case", startsAndFails);
    for (const model of models) judged(model, "passes every case and random inputs", passes);
    for (const answer of wrong) judged(answer, `fails ${failsAt(answer).join(", ")}`, failsAsNamed);
  }
});
