import { create } from "qrcode";
import { useLanguage } from "../../shared/i18n.ts";

/** The quiet zone that the standard asks for. */
const quiet = 4;

/** The slip's address for its holder's phone. Whoever has it may act for the number, so it is shown nowhere else. */
export function SlipCode({ link }: { link: string }) {
  const { t } = useLanguage();
  const { modules } = create(link, { errorCorrectionLevel: "M" });
  const side = modules.size + 2 * quiet;
  const dark = [...modules.data.keys()].filter((i) => modules.data[i]);
  const path = dark
    .map((i) => `M${(i % modules.size) + quiet} ${Math.floor(i / modules.size) + quiet}h1v1h-1z`)
    .join("");
  return (
    <figure className="slip-code">
      <svg
        role="img"
        aria-label={t("guide.slipCode")}
        viewBox={`0 0 ${side} ${side}`}
        shapeRendering="crispEdges"
      >
        <rect width={side} height={side} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
      <figcaption>{t("guide.slipScan")}</figcaption>
    </figure>
  );
}
