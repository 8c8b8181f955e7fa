import { useEffect, useState } from "react";

/** So long after the first press the second one counts. */
const armedMs = 3_000;

/** Something that is done by two presses: the first one arms it for a moment, so that a slip of the hand does nothing. */
export function useArmed(then: () => void): { isArmed: boolean; press: () => void } {
  const [isArmed, setArmed] = useState(false);
  useEffect(() => {
    if (!isArmed) return;
    const timer = setTimeout(() => setArmed(false), armedMs);
    return () => clearTimeout(timer);
  }, [isArmed]);
  const press = () => {
    setArmed(!isArmed);
    if (isArmed) then();
  };
  return { isArmed, press };
}
