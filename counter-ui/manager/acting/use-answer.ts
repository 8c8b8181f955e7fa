import { useEffect, useState } from "react";
import type { HallClient } from "../../../hall-server/contract/client.ts";
import type { AnswerTo, Question } from "../../../hall-server/contract/questions.ts";

/** A second later the hall may have room for a question that it just had none for. */
const againMs = 1_000;
const triesAtMost = 5;

/** The hall's answer to a question, asked anew when the question or `round` changes; null until it is there. */
export function useAnswer<A extends Question["ask"]>(
  client: HallClient | null,
  question: (Question & { ask: A }) | null,
  round = 0,
): AnswerTo<A> | null {
  const key = question ? JSON.stringify(question) : null;
  const [got, setGot] = useState<{ key: string; answer: AnswerTo<A> } | null>(null);
  useEffect(() => {
    if (!client || key === null) return;
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (tries: number) => {
      const answer = await client.ask<A>(JSON.parse(key) as Question & { ask: A });
      if (over) return;
      const comesAgain = !answer.ok && isForNow(answer.refusal.code) && tries < triesAtMost;
      if (comesAgain) timer = setTimeout(() => void ask(tries + 1), againMs);
      else setGot({ key, answer });
    };
    void ask(1);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [client, key, round]);
  return got && got.key === key ? got.answer : null;
}

const isForNow = (code: string) => code === "busy" || code === "noEstimate" || code === "tooFast";
