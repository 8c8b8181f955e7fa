import { createRoot } from "react-dom/client";
import "./texts.ts";
import { BenchPage } from "./bench-page.tsx";
import "./page.css";

/** The test bench's page: a view of the simulated devices' state, and a hand to move them with. */

const root = document.getElementById("root");
if (root) createRoot(root).render(<BenchPage />);
