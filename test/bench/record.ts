import type { BenchReport } from "./bench.ts";
import type { Result } from "./recorder.ts";

/** What a figure has to reach, as a ratio of one run. */
interface Goal {
  name: string;
  n: number;
  says: string;
  atLeast?: number;
  atMost?: number;
}

const goals: readonly Goal[] = [
  { name: "take", n: 20, says: "take at 20 clients ≥ 0.20 of the empty handler", atLeast: 0.2 },
  { name: "take", n: 200, says: "take at 200 clients ≥ 0.35 of the empty handler (aim 0.50)", atLeast: 0.35 },
  {
    name: "takeOverOneTransaction",
    n: 200,
    says: "take at 200 clients ≥ 4 × one transaction per request",
    atLeast: 4,
  },
  {
    name: "callToScreen",
    n: 300,
    says: "call to the last of 300 screens ≤ 1.5 × a bare broadcast, p99",
    atMost: 1.5,
  },
  {
    name: "callToScreenWithPhones",
    n: 300,
    says: "the same while 2,000 phones follow ≤ 1.5 × a bare broadcast, p99",
    atMost: 1.5,
  },
  {
    name: "takeBesideScreens",
    n: 300,
    says: "take beside 300 screens ≤ 1.4 × an empty handler, p99",
    atMost: 1.4,
  },
];

/** How the page names what the bench measures. */
const titles: Readonly<Record<string, string>> = {
  takeConfirm: "take, then confirm its slip",
  oneTransactionPerRequest: "one transaction per request",
  takeOverOneTransaction: "take over one transaction per request",
  callToScreen: "call to the last screen",
  callToScreenWithPhones: "call to the last screen, 2,000 phones following",
  takeBesideScreens: "take beside the screens",
  emptyHandler: "empty handler",
  bareBroadcast: "bare broadcast",
  slipBytes: "bytes of a slip, beside its time on the line",
};
const titleOf = (name: string): string => titles[name] ?? name;

const begins = "<!-- figures: npm run bench -- --record -->";
const ends = "<!-- end of figures -->";

/** A page with the figures of a report where its old ones stood. */
export function withFigures(page: string, report: BenchReport): string {
  const [from, to] = [page.indexOf(begins), page.indexOf(ends)];
  if (from < 0 || to < from) throw new Error(`the page has no place for figures: ${begins} … ${ends}`);
  return `${page.slice(0, from)}${begins}\n\n${figures(report)}\n\n${page.slice(to)}`;
}

function figures({ machine, rounds, seconds, harnessCpu, results }: BenchReport): string {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    `${machine.cores} cores (${machine.cpu}), ${machine.platform}, Node ${machine.node}; load generator and servers together`,
    `on those cores; ${rounds} rounds of ${seconds} s. Load average ${machine.loadBefore.toFixed(1)} before and ` +
      `${machine.loadAfter.toFixed(1)} after; the load generator used ${harnessCpu} of a core.`,
    "",
    row(["What", "n", "per s", "p50 / p99 ms", "limit: per s", "p50 / p99 ms", "ratio", "of rounds"]),
    row(["---", "---", "---", "---", "---", "---", "---", "---"]),
    ...results.map((result) => row(cellsOf(result))),
    "",
    row(["Goal", "Figure", ""]),
    row(["---", "---", "---"]),
    ...goals.flatMap((goal) => {
      const found = results.find(({ name, n }) => name === goal.name && n === goal.n);
      return found
        ? row([goal.says, String(found.ratio), isMet(goal, found.ratio) ? "met" : "**missed**"])
        : [];
    }),
  ].join("\n");
}

function cellsOf({ name, n, perSecond, p50Ms, p99Ms, limit, ratio, ratioOf, spread }: Result): string[] {
  const [least, most] = spread.ratio;
  // How often a thing was done says nothing where it was done at a set pace.
  const isPaced = ratioOf === "p99Ms";
  return [
    titleOf(name),
    String(n),
    isPaced ? "" : grouped(perSecond),
    `${p50Ms} / ${p99Ms}`,
    `${titleOf(limit.name)}${isPaced ? "" : ` ${grouped(limit.perSecond)}`}`,
    `${limit.p50Ms} / ${limit.p99Ms}`,
    `${ratio}${isPaced ? " of p99" : ""}`,
    `${least}–${most}`,
  ];
}

const isMet = ({ atLeast = 0, atMost = Infinity }: Goal, ratio: number): boolean =>
  ratio >= atLeast && ratio <= atMost;

const grouped = (count: number): string => count.toLocaleString("en");
