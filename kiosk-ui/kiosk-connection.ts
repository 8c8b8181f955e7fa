import { useCallback, useEffect, useRef, useState } from "react";
import { io, type Socket } from "socket.io-client";
import type { KioskIntent, KioskState, KioskToPage, PageToKiosk } from "../electron/bridge.ts";

export type Send = (intent: KioskIntent) => void;

/** A hand is reported at most so often: it only has to keep the countdown away. */
const touchEveryMs = 2_000;

/** The kiosk's state, or null while there is no kiosk: then nothing of anybody may be shown. */
export function useKiosk(): { state: KioskState | null; send: Send } {
  const [state, setState] = useState<KioskState | null>(null);
  const socketRef = useRef<Socket<KioskToPage, PageToKiosk> | null>(null);
  useEffect(() => {
    const socket: Socket<KioskToPage, PageToKiosk> = io({
      transports: ["websocket"],
      reconnectionDelay: 200,
      reconnectionDelayMax: 1_000,
    });
    socketRef.current = socket;
    socket.on("state", setState);
    socket.on("disconnect", () => setState(null));
    return () => void socket.close();
  }, []);
  const send = useCallback<Send>((intent) => {
    const socket = socketRef.current;
    // What is touched while there is no kiosk is not for the next one.
    if (socket?.connected) socket.emit("intent", intent, () => {});
  }, []);
  useEffect(() => {
    let last = -Infinity;
    const onTouch = (event: Event) => {
      if (event.timeStamp - last < touchEveryMs) return;
      last = event.timeStamp;
      send({ kind: "touch" });
    };
    window.addEventListener("pointerdown", onTouch);
    window.addEventListener("keydown", onTouch);
    return () => {
      window.removeEventListener("pointerdown", onTouch);
      window.removeEventListener("keydown", onTouch);
    };
  }, [send]);
  return { state, send };
}
