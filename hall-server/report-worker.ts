import { parentPort, workerData } from "node:worker_threads";
import { workInBackground } from "./background.ts";
import type { LogQuestion } from "./contract/questions.ts";
import { answerFromLog, type Asked } from "./reports/answer.ts";
import { DayLogs } from "./reports/day-logs.ts";
import { LogReader } from "./store/log-reader.ts";

/** The thread that reports: it reads the log by itself, so that a day of 40,000 numbers keeps no clerk's key waiting. */

const { file } = workerData as { file: string };
const logs = new DayLogs(new LogReader(file));

workInBackground(({ id, question, asked }: { id: number; question: LogQuestion; asked: Asked }) => {
  parentPort!.postMessage({ id, answer: answerFromLog(logs, question, asked) });
});
