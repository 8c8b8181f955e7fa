import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startI18n } from "./i18n.ts";
import { markTraining } from "./training.ts";

/** Words first, then the page. */
export async function startPage(page: ReactNode): Promise<void> {
  await startI18n();
  void markTraining();
  createRoot(document.getElementById("root")!).render(<StrictMode>{page}</StrictMode>);
}
