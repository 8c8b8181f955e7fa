import { parentPort, workerData } from "node:worker_threads";
import { workInBackground } from "./background.ts";
import { estimate } from "./domain/estimate/estimate.ts";
import { Experience } from "./domain/estimate/experience.ts";
import { changed, forecast } from "./domain/estimate/forecast.ts";
import { type Lessons, lessonsOf } from "./domain/estimate/lessons.ts";
import type { Finding, Lesson, Task } from "./live/estimate-messages.ts";
import { LogReader } from "./store/log-reader.ts";

/** The thread that estimates, and reads the log for it by itself: so that no clerk's key waits for it. */

const { file, from, first } = workerData as { file: string; from: number; first: Lesson };

const log = new LogReader(file);
const experience = new Experience();
experience.learn(first);
let learnedTo = from;
/** The same chance for every estimate: what changes between two of them is the hall, and not the dice. */
const seed = 1;
const mostRuns = 100;
/** With long lines fewer runs say as much, and each takes longer. */
const callsPerEstimate = 30_000;
/** Conclusions are drawn anew when the log has grown by so much, or by a share of itself: of a hall's first visits each says much. */
const lessonsLast = { events: 40, share: 1 / 20 };

let lessons: Lessons | null = null;
let learned = 0;
let learnedInAll = 0;

function learn(upTo: number): void {
  for (const logged of log.between(learnedTo, upTo)) {
    experience.learn(logged);
    learnedTo = logged.seq;
    learned += 1;
    learnedInAll += 1;
  }
}

const send = (finding: Finding): void => parentPort!.postMessage(finding);

function draw(): Lessons {
  learned = 0;
  return (lessons = lessonsOf(experience));
}

function lessonsNow(): Lessons {
  const isOld = learned > Math.min(lessonsLast.events, learnedInAll * lessonsLast.share);
  return lessons && !isOld ? lessons : draw();
}

const effort = (waiting: number) => ({
  seed,
  runs: Math.max(30, Math.min(mostRuns, Math.floor(callsPerEstimate / Math.max(1, waiting)))),
});

workInBackground((task: Task) => {
  learn(task.upTo);
  switch (task.kind) {
    case "estimate":
      return send({
        kind: "estimated",
        estimates: estimate(task.floor, experience, effort(task.floor.waiting.length), lessonsNow()),
      });
    case "whatIf": {
      const { id, floor, change } = task;
      const chances = effort(floor.waiting.length);
      // Somebody decides by it: it knows all that has happened.
      const all = draw();
      const before = forecast(floor, experience, chances, all);
      const after = forecast(changed(floor, change), experience, chances, all);
      return send({ kind: "forecast", id, before, after });
    }
  }
});
