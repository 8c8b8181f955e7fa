import "../../kiosk-ui/design/tokens.css";
import "./screen.css";
import { startPage } from "../shared/start-page.tsx";
import { ScreenPage } from "./screen-page.tsx";

void startPage(<ScreenPage />);
