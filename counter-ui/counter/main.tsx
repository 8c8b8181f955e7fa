import "../../kiosk-ui/design/tokens.css";
import "../shared/staff.css";
import "../shared/asking/asking.css";
import "./counter.css";
import "./lists/lists.css";
import "./visitor/carries.css";
import "./talk/talk.css";
import "./compact.css";
import { startPage } from "../shared/start-page.tsx";
import { CounterPage } from "./counter-page.tsx";

void startPage(<CounterPage />);
