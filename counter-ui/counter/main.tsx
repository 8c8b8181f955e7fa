import "../../kiosk-ui/design/tokens.css";
import "../shared/staff.css";
import "./counter.css";
import { startPage } from "../shared/start-page.tsx";
import { CounterPage } from "./counter-page.tsx";

void startPage(<CounterPage />);
