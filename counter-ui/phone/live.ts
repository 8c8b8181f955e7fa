import type { BoardView } from "../../hall-server/contract/views.ts";
import { spokenRange } from "../../hall-server/contract/wait-range.ts";
import { follow } from "./follow.ts";
import { clock, element, languageOf, offerLanguage, put, showLanguage } from "./page.ts";
import "../../kiosk-ui/design/tokens.css";
import "./phone.css";
import { stampOf } from "./show.ts";
import { say } from "./words.ts";

/** 大厅实时: what the walls show, for whoever thinks of setting out. */

let language = languageOf();
let board: BoardView | null = null;

const follower = follow({
  page: "/live",
  events: "/live/events",
  hear: { board: (data) => (board = data as BoardView) },
  onGone: () => {},
  onTick: update,
});

function update(): void {
  const freshness = follower.freshness();
  showLanguage(language, say(language, "language"));
  put("title", say(language, "live"));
  put("hall", board?.hall[language] ?? "一门");
  document.title = `${board?.hall[language] ?? "一门"} · ${say(language, "live")}`;
  const stamp = stampOf(freshness, clock(follower.heardAt()), language);
  put("stamp", stamp || say(language, "connecting"));
  element("stamp").dataset["freshness"] = freshness;
  put("queues-title", say(language, "queues"));
  put("windows-title", say(language, "windows"));
  // No figures are better than wrong ones.
  const seen = freshness === "blank" ? null : board;
  rows("queues", seen ? seen.queues.map((queue) => queueRow(seen, queue)) : []);
  rows("windows", seen ? windowRows(seen) : []);
}

type Line = BoardView["queues"][number];

function queueRow({ windows }: BoardView, line: Line): string[] {
  const { queue, name, waiting } = line;
  const open = windows.filter(({ state, queues }) => state === "open" && queues.includes(queue)).length;
  return [
    name[language],
    say(language, "waiting", { n: waiting }),
    open > 0 ? say(language, "openWindows", { n: open }) : say(language, "noWindow"),
    numbersText(line),
  ];
}

/** What somebody who comes now may expect: when there are numbers, or how long one waits; nothing while nobody can say. */
function numbersText({ estimate, noNumbers }: Line): string {
  if (noNumbers) {
    const { why, day, from } = noNumbers;
    const time = [day === null ? null : dayText(day), from].filter((each) => each !== null).join(" ");
    return say(language, time === "" ? why : "numbersFrom", { time });
  }
  const range = estimate && spokenRange(estimate);
  return range ? say(language, "rangeNow", { from: range.fromMin, to: range.toMin }) : "";
}

const dayText = (day: string): string =>
  new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    month: "long",
    day: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${day}T00:00:00Z`));

function windowRows({ windows }: BoardView): string[][] {
  const staffed = windows.filter(({ state }) => state !== "closed");
  if (staffed.length === 0) return [[say(language, "noWindows")]];
  return staffed.map(({ name, state, number }) => [
    name[language],
    number ?? say(language, state === "paused" ? "paused" : "free"),
  ]);
}

/** Made anew only when it says something else. */
function rows(id: string, lines: readonly string[][]): void {
  const list = element(id);
  const text = JSON.stringify(lines);
  if (list.dataset["said"] === text) return;
  list.dataset["said"] = text;
  list.replaceChildren(
    ...lines.map((cells) => {
      const row = document.createElement("li");
      for (const cell of cells.filter((each) => each !== "")) {
        const part = document.createElement("span");
        part.textContent = cell;
        row.append(part, " ");
      }
      return row;
    }),
  );
}

offerLanguage(
  () => language,
  (chosen) => {
    language = chosen;
    update();
  },
);
update();
