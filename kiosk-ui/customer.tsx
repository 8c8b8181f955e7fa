import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { CustomerPage } from "./screens/customer.tsx";
import { refuseWhatLeadsOut } from "./hardening.ts";
import "./design/tokens.css";
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/customer.css";

refuseWhatLeadsOut();
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <CustomerPage />
  </StrictMode>,
);
