import "../../kiosk-ui/design/tokens.css";
import "../shared/staff.css";
import "../shared/asking/asking.css";
import "./admin.css";
import { startPage } from "../shared/start-page.tsx";
import { AdminPage } from "./admin-page.tsx";

void startPage(<AdminPage />);
