import { readFileSync } from "node:fs";

/** Where systems put what is plugged in. A kiosk's image may mount sticks elsewhere, and then says where. */
const mountPoints = /^\/(?:media|run\/media|mnt\/usb)\//;

/** Where a stick that is plugged in can be written to; null: there is none. */
export function usbStick(configured: string | null, mounts = readMounts()): string | null {
  const points = mounts
    .split("\n")
    .map((line) => line.split(" "))
    .filter(([, point = "", , options = ""]) => {
      const isStick = configured === null ? mountPoints.test(point) : point === configured;
      return isStick && options.split(",").includes("rw");
    })
    // Spaces and the like stand as octal in this list.
    .map(([, point = ""]) =>
      point.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
    );
  return points[0] ?? null;
}

function readMounts(): string {
  try {
    return readFileSync("/proc/mounts", "utf8");
  } catch {
    return "";
  }
}
