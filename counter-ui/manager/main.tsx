import "../../kiosk-ui/design/tokens.css";
import "../shared/staff.css";
import "../shared/asking/asking.css";
import "./manager.css";
import "./parts.css";
import "../shared/help/help.css";
import "./telling/telling.css";
import { startPage } from "../shared/start-page.tsx";
import { ManagerPage } from "./manager-page.tsx";

void startPage(<ManagerPage />);
