import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { BadEnvironment, readEnvironment } from "./hall-server/environment.ts";
import { hallNodeOptions } from "./hall-server/node-options.ts";

/**
 * `npm start`: a whole hall on one machine. Starts the hall server, the test bench with its simulated devices and one
 * kiosk, and prints where each of them is. Ctrl-C ends them all.
 */

/** Addresses, and of the test bench the entries of a profile for what stands at windows. */
type Ready = Record<string, string> & { floor?: object[] };

interface Part {
  child: ChildProcess;
  /** The one line of JSON that it prints when it is ready. */
  ready: Promise<Ready>;
}

const parts: Part[] = [];
let ending = false;

function startPart(script: string, env: Record<string, string>, options: readonly string[] = []): Part {
  const child = spawn(process.execPath, [...options, script], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
    // Not of the terminal's group: Ctrl-C comes here, and the parts are ended in order.
    detached: process.platform !== "win32",
  });
  const ready = new Promise<Ready>((resolve, reject) => {
    createInterface({ input: child.stdout! }).on("line", (line) => {
      if (line.startsWith("{")) resolve(JSON.parse(line) as Ready);
    });
    child.once("exit", (code) => {
      reject(new Error(`${script} ended with ${code}`));
      if (!ending) void end(1);
    });
  });
  const part = { child, ready };
  parts.push(part);
  return part;
}

/** The test bench's devices, for the kiosk; `npm run devices -- check` takes the file too. */
function demoProfile(readerUrl: string, printerUrl: string): string {
  const devices = [
    { id: "reader", kind: "cardReader", label: "测试台的身份证阅读器", url: readerUrl },
    { id: "printer", kind: "ticketPrinter", label: "测试台的小票打印机", url: printerUrl },
  ];
  return `${JSON.stringify({ devices }, null, 2)}\n`;
}

/** The bench's strips and call pads, at the demo hall's first windows. */
function demoFloor(entries: readonly object[]): string {
  const windows = { 1: "w1", 2: "w2", 3: "w3" };
  return `${JSON.stringify({ devices: entries.map((entry) => ({ ...entry, windows })) }, null, 2)}\n`;
}

async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  for (const { child } of parts.toReversed()) await stop(child);
  process.exit(code);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await gone;
  clearTimeout(force);
}

async function startAll(): Promise<void> {
  // Practice, in folders and at ports of its own.
  if (process.argv.includes("--training")) process.env.TRAINING = "1";
  const settings = readEnvironment(process.env);
  // The kiosk and the test bench stand at the two ports after the hall's.
  const portAfter = (n: number) => String(settings.port === 0 ? 0 : settings.port + n);
  const LOG_LEVEL = process.env.LOG_LEVEL ?? "warn";
  const isDemo = settings.mode === "demo";
  const bench = isDemo
    ? await startPart("drivers/testbench/main.ts", { TESTBENCH_PORT: portAfter(2) }).ready
    : null;
  // A hall of one's own has windows of its own, and says itself what stands there.
  const hasBenchFloor = bench?.floor && !settings.floorDevices && !settings.configFile;
  const FLOOR_DEVICES = `${settings.dataDir}/demo-floor.json`;
  if (hasBenchFloor) {
    mkdirSync(settings.dataDir, { recursive: true });
    writeFileSync(FLOOR_DEVICES, demoFloor(bench.floor!));
  }
  const hall = await startPart(
    "hall-server/main.ts",
    { LOG_LEVEL, ...(hasBenchFloor && { FLOOR_DEVICES }) },
    hallNodeOptions,
  ).ready;
  const addresses: [string, string][] = [
    ["窗口 Counter", `${hall.url}/counter/`],
    ["导办台 Guide desk", `${hall.url}/guide/`],
    ["大屏 Hall screen", `${hall.url}/screen/${settings.configFile ? "" : "s1"}`],
    ["管理 Manager", `${hall.url}/manager/`],
    ["设置 Settings", `${hall.url}/admin/`],
  ];
  if (bench) {
    const devices = `${settings.dataDir}/demo-devices.json`;
    writeFileSync(devices, demoProfile(bench.readerUrl!, bench.printerUrl!));
    const kiosk = await startPart("electron/core/main.ts", {
      HALL_URL: hall.url!,
      KIOSK_ID: "k1",
      KIOSK_KEY_FILE: `${settings.keyDir}/kiosk-k1.key`,
      KIOSK_DEVICES: devices,
      KIOSK_DATA_DIR: `${settings.dataDir}/kiosk-k1`,
      PORT: portAfter(1),
      LOG_LEVEL,
    }).ready;
    addresses.push(["设备 Devices", devices]);
    if (hasBenchFloor) addresses.push(["窗口设备 Floor", FLOOR_DEVICES]);
    addresses.unshift(["取号机 Kiosk", kiosk.url!], ["测试台 Test bench", bench.url!]);
  }
  console.log(`\n一门 Yimen${settings.training ? "  培训模式 · 演练数据 (training)" : ""}\n`);
  for (const [name, url] of addresses) console.log(`  ${name.padEnd(16)} ${url}`);
  if (isDemo)
    console.log(
      "\n  演示 PIN  clerk c01 → 1001 … c08 → 1008, guide g01 → 8001, manager m01 → 9001, admin a01 → 9101   (Ctrl-C ends everything)\n",
    );
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));
try {
  await startAll();
} catch (error) {
  console.error(error instanceof BadEnvironment || error instanceof Error ? error.message : error);
  await end(1);
}
