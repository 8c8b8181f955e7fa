import { describe, expect, test } from "vitest";
import { Following } from "./following.ts";
import { followEveryMs, leaseTrustedMs } from "./timing.ts";
import type { Announcement, Follow, FollowAck } from "./wire.ts";

const call = (seq: number): Announcement => ({
  seq,
  number: `A${seq}`,
  windowName: { zh: "1号窗口", en: "Window 1" },
  zone: "west",
  times: 1,
  ageMs: 0,
});
const granted = (seq: number, ...announcements: Announcement[]): FollowAck => ({
  ok: true,
  seq,
  held: true,
  announcements,
});
const denied = (seq: number): FollowAck => ({ ok: true, seq, held: false, announcements: [] });

function rig() {
  const it = {
    now: 0,
    asked: [] as { follow: Follow; answer: (answer: FollowAck) => void }[],
    heard: [] as number[],
    held: [] as boolean[],
  };
  const following = new Following(
    {
      zone: "west",
      deliver: ({ seq }) => it.heard.push(seq),
      onHeld: (held) => it.held.push(held),
    },
    (follow, answer) => it.asked.push({ follow, answer }),
    () => it.now,
  );
  const answer = (ack: FollowAck) => it.asked.at(-1)!.answer(ack);
  return { it, following, answer };
}

describe("V-13 a loudspeaker follows its zone's calls", () => {
  test("each once, while it holds the lease, which it keeps by asking again", () => {
    const { it, following, answer } = rig();
    following.ask();
    answer(granted(100));
    following.hear(call(101));
    following.hear(call(101));
    it.now = followEveryMs - 1;
    following.look(true);
    expect(it.asked).toHaveLength(1);
    it.now = followEveryMs;
    following.look(true);
    expect(it.asked.at(-1)!.follow).toEqual({ after: 101, zone: "west", said: 100, able: true });
    // Between question and answer: the answer holds it.
    following.hear(call(102));
    answer(granted(102, call(102)));
    expect(it.heard).toEqual([101, 102]);
    expect(it.held).toEqual([true]);
  });

  test("without the lease nothing is heard, and one that loses it starts again at what it had said", () => {
    const { it, following, answer } = rig();
    following.ask();
    answer(denied(100));
    following.hear(call(101));
    expect([it.heard, it.held]).toEqual([[], [false]]);
    following.ask();
    answer(granted(102, call(102)));
    following.hear(call(103));
    following.begun(102);
    following.ask();
    answer(denied(103));
    expect(it.held).toEqual([false, true, false]);
    following.ask();
    expect(it.asked.at(-1)!.follow).toMatchObject({ after: 102, said: 102 });
    answer(granted(103, call(103)));
    expect(it.heard).toEqual([102, 103, 103]);
  });

  test("V-14 what only another zone's speaker had heard is said although later ones have been", () => {
    const { it, following, answer } = rig();
    following.ask();
    answer(granted(100));
    following.hear(call(105));
    following.begun(105);
    following.ask();
    answer(granted(106, call(103)));
    following.ask();
    answer(granted(106, call(103)));
    expect(it.heard).toEqual([105, 103]);
  });

  test("one that the hall can't hear falls silent before another may begin", () => {
    const { it, following, answer } = rig();
    following.ask();
    answer(granted(100));
    it.now = leaseTrustedMs;
    following.look(false);
    expect(it.held).toEqual([true]);
    it.now += 1;
    following.look(false);
    expect(it.held).toEqual([true, false]);
  });
});
