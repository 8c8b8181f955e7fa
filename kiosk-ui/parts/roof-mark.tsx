import { useRef } from "react";
import { GableMark } from "./gables.tsx";

/** So many touches within so long: nobody does that by chance, and no finger has to be held down. */
const touches = 5;
const withinMs = 4_000;

/** The mark on the roof, which whoever repairs the kiosk knocks at. */
export function RoofMark({ onKnock }: { onKnock: () => void }) {
  const recent = useRef<number[]>([]);
  const touch = (at: number) => {
    recent.current = [...recent.current.filter((each) => at - each < withinMs), at];
    if (recent.current.length < touches) return;
    recent.current = [];
    onKnock();
  };
  return (
    <span className="roof-mark" data-testid="roof" onPointerDown={({ timeStamp }) => touch(timeStamp)}>
      <GableMark />
    </span>
  );
}
