import { useEffect } from "react";

/** The tab's name, in the language of the page. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
