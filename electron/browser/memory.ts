import { readdirSync, readFileSync } from "node:fs";

/** Megabytes of a process that are in memory, as Linux says; 0: it is gone, or this is no Linux. */
export function residentMb(pid: number | undefined): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

/** Of a group's largest process: of a browser's, that is its page's or its own. */
export function largestMb(group: number | undefined): number {
  if (group === undefined) return 0;
  return Math.max(
    0,
    ...processes()
      .filter((pid) => groupOf(pid) === group)
      .map(residentMb),
  );
}

/** After the name, which may hold anything: state, parent, group. */
function groupOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2]);
}

function processes(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
