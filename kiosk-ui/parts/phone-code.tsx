import { useTranslation } from "react-i18next";
import type { CodePicture } from "../../electron/bridge.ts";

/** The number for a phone that photographs it, instead of the slip: never the only way to have it. */
export function PhoneCode({ code }: { code: CodePicture }) {
  const { t } = useTranslation();
  // Four units of white around it, as the standard wants.
  const size = code.size + 8;
  return (
    <figure className="phone-code">
      <svg
        viewBox={`-4 -4 ${size} ${size}`}
        shapeRendering="crispEdges"
        role="img"
        aria-label={t("done.code")}
      >
        <rect x="-4" y="-4" width={size} height={size} fill="#fff" />
        <path d={code.path} fill="#000" />
      </svg>
      <figcaption>{t("done.code")}</figcaption>
    </figure>
  );
}
