/**
 * Says to systemd that this process is alive, as its `WatchdogSec` wants: when the main process hangs, nothing is said, and
 * systemd kills and restarts all of it. By systemd's own program, since Node has no datagram sockets of that kind.
 */
import { execFile } from "node:child_process";

export type Notify = (words: readonly string[]) => void;

/** Twice within the time that systemd allows, with room for a busy machine; null: nobody watches. */
export function watchdogEveryMs(env: NodeJS.ProcessEnv, pid: number): number | null {
  const { NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID } = env;
  if (!NOTIFY_SOCKET || (WATCHDOG_PID && Number(WATCHDOG_PID) !== pid)) return null;
  const allowed = Number(WATCHDOG_USEC) / 1000;
  return Number.isFinite(allowed) && allowed > 0 ? Math.floor(allowed / 3) : null;
}

/** Tells it that the kiosk is up, and from then on that it is alive as long as `isWell` says so. */
export function startWatchdog(
  env: NodeJS.ProcessEnv,
  isWell: () => boolean,
  notify = systemdNotify,
): () => void {
  if (env.NOTIFY_SOCKET) notify(["--ready"]);
  const every = watchdogEveryMs(env, process.pid);
  if (every === null) return () => {};
  const tell = () => {
    if (isWell()) notify(["WATCHDOG=1"]);
  };
  tell();
  const telling = setInterval(tell, every);
  return () => clearInterval(telling);
}

const systemdNotify: Notify = (words) => {
  // What can't be said is found out by its silence.
  execFile("systemd-notify", [...words], { timeout: 5_000 }, () => {});
};
