import "../../kiosk-ui/design/tokens.css";
import "../shared/staff.css";
import "./rating.css";
import { startPage } from "../shared/start-page.tsx";
import { RatingPage } from "./rating-page.tsx";

void startPage(<RatingPage />);
