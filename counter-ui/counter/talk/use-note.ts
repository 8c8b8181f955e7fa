import { useEffect, useState } from "react";
import type { HallClient } from "../../../hall-server/contract/client.ts";

/** What a message says. No view holds it, so it is asked for; null until the hall has answered. */
export function useMessageText(client: HallClient, message: string | null): string | null {
  const [told, setTold] = useState<{ message: string; text: string } | null>(null);
  useEffect(() => {
    if (message === null) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const answer = await client.ask({ ask: "note", of: "message", id: message });
      if (isOver) return;
      if (answer.ok) setTold({ message, text: answer.text });
      else if (answer.refusal.code === "unreachable") timer = setTimeout(() => void ask(), 2_000);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client, message]);
  return told?.message === message ? told.text : null;
}
