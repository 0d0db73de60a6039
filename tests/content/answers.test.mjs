// The content check: every answer in the exercise folders, judged in the page as a learner's would be.
//
//     node --test tests/content/                             needs a build; DRYRUN_DIST names its folder
//     DRYRUN_SEED=N node --test tests/content/               random inputs from seed N on, to replay a failure

import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import test from "node:test";
import { room } from "../journeys/support.mjs";
import { exercises, failsAt } from "./folders.mjs";
import { courtroom, failures, verdict } from "./judging.mjs";

/** Random inputs that a model answer has to get right, from each of the seeds on. */
const RANDOM = 50;
/** Seeds that always count: a failure here is the change's doing. The fresh one finds what nobody has looked at. */
const SEEDS = [1, 2_400_000, 84_103_722_101];
/** Random inputs among which a wrong answer that says `random` has to fail one. */
const RANDOM_FOR_WRONG = 200;
const FEWEST_WRONG = 3;
const TIMEOUT = 300_000;

const EXERCISES = exercises();
const FRESH = Number(process.env.DRYRUN_SEED ?? randomInt(2 ** 47));
const stage = await room();

test("every exercise has what a learner and this check need", () => {
  assert.ok(EXERCISES.length > 0);
  for (const { name, starters, models, wrong } of EXERCISES) {
    for (const language of ["python", "javascript"]) {
      assert.ok(starters.some((answer) => answer.language === language), `${name}: no starter in ${language}`);
      assert.ok(models.some((answer) => answer.language === language), `${name}: no model answer in ${language}`);
    }
    assert.ok(wrong.length >= FEWEST_WRONG, `${name}: ${wrong.length} wrong answers, ${FEWEST_WRONG} are needed`);
  }
});

test("a runtime that broke is told from an answer that failed", { timeout: TIMEOUT }, async (t) => {
  const { judge } = await courtroom(t, stage, EXERCISES[0].name);
  const [starter] = EXERCISES[0].starters.filter((answer) => answer.language === "python");
  const broken = await judge({ ...starter, text: "import os\nos._exit(3)\n" }, {});
  assert.ok(broken.cases.length > 0 && broken.cases.every((judged) => verdict(judged) === "broke"), failures(broken));
  const failed = await judge({ ...starter, text: "raise SystemExit(3)\n" }, {});
  assert.ok(failed.cases.some((judged) => verdict(judged) === "error"), failures(failed));
  assert.ok(!failed.cases.some((judged) => verdict(judged) === "broke"), failures(failed));
});

test("answers", { timeout: 4 * TIMEOUT }, async (t) => {
  t.diagnostic(`fresh random inputs begin at seed ${FRESH}: DRYRUN_SEED=${FRESH} replays them`);
  const { judge, languages } = await courtroom(t, stage, EXERCISES[0].name);
  const each = async (answer, title, check) => {
    const runs = languages.includes(answer.language);
    const todo = !runs && `NOT JUDGED: this build of the page has no run-${answer.language}`;
    await t.test(`${answer.exercise}/${answer.file} ${title}`, { todo, timeout: TIMEOUT }, async () => {
      if (runs) await check(answer);
    });
  };
  for (const { starters, models, wrong } of EXERCISES) {
    for (const starter of starters) {
      await each(starter, "runs, and fails a case", async () => {
        const { cases } = await judge(starter, {});
        const verdicts = cases.map(verdict);
        assert.ok(!verdicts.includes("broke"), failures({ cases }));
        assert.ok(verdicts.some((word) => word !== "pass"), "it passes every case");
      });
    }
    for (const model of models) {
      await each(model, "passes every case and random inputs", async () => {
        const found = await judge(model, { random: RANDOM, seed: FRESH });
        assert.equal(failures(found), "");
        assert.ok(found.cases.length > 0);
        assert.equal(found.passed, RANDOM);
        for (const seed of SEEDS) {
          const found = await judge(model, { random: RANDOM, seed, only_random: true });
          assert.equal(failures(found), "");
          assert.equal(found.passed, RANDOM);
        }
      });
    }
    for (const answer of wrong) {
      const named = failsAt(answer);
      await each(answer, `fails ${named.join(", ")}`, async () => {
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
      });
    }
  }
});
