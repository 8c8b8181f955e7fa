import { useEffect, useState } from "react";

const narrow = "(max-width: 720px)";

/** The strip beside the business system: asked for by `?compact`, or because there is no room for more. */
export function useCompact(): { compact: boolean; toggle: () => void } {
  const [asked, setAsked] = useState(() => new URLSearchParams(location.search).has("compact"));
  const [isNarrow, setNarrow] = useState(() => matchMedia(narrow).matches);
  useEffect(() => {
    const media = matchMedia(narrow);
    const look = () => setNarrow(media.matches);
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  }, []);
  const toggle = () => {
    const query = new URLSearchParams(location.search);
    if (asked) query.delete("compact");
    else query.set("compact", "");
    // In the address, so that a reload and a shortcut on the desktop keep it.
    const text = query.toString().replace("compact=", "compact");
    history.replaceState(null, "", text === "" ? location.pathname : `?${text}`);
    setAsked(!asked);
  };
  return { compact: asked || isNarrow, toggle };
}
