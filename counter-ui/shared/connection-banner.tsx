import type { Freshness } from "../../hall-server/contract/client.ts";
import { useLanguage } from "./i18n.ts";

/** Says in words that what is shown is not live. Quiet while all is well. */
export function ConnectionBanner({ freshness }: { freshness: Freshness }) {
  const { t } = useLanguage();
  return (
    <div role="status" className="banner-place">
      {freshness === "fresh" ? null : (
        <p className={`banner banner-${freshness}`} data-freshness={freshness}>
          {t(`connection.${freshness}`)}
        </p>
      )}
    </div>
  );
}
