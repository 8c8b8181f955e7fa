import "../../kiosk-ui/design/tokens.css";
import "../shared/staff.css";
import "../shared/asking/asking.css";
import "./guide.css";
import "../shared/help/help.css";
import "./slip/slip.css";
import { startPage } from "../shared/start-page.tsx";
import { GuidePage } from "./guide-page.tsx";

void startPage(<GuidePage />);
