import type { ReactNode } from "react";
import { BarButton } from "./bar-button.tsx";
import { Brand } from "./brand.tsx";
import { useLanguage } from "./i18n.ts";

interface TopBarProps {
  /** What page this is. */
  title: string;
  children?: ReactNode;
  /** Absent when nobody is signed in. */
  onSignOut?: () => void;
}

/** The dark tile on top of a staff page: mark, place, language and the way out, always in the same order. */
export function TopBar({ title, children, onSignOut }: TopBarProps) {
  const { t, toggle, language } = useLanguage();
  return (
    <header className="top-bar">
      <Brand label={t("brand")} />
      <h1>{title}</h1>
      <div className="top-bar-middle">{children}</div>
      <BarButton lang={language === "en" ? "zh-CN" : "en"} onClick={toggle}>
        {t("otherLanguage")}
      </BarButton>
      {onSignOut ? <BarButton onClick={onSignOut}>{t("signIn.out")}</BarButton> : null}
    </header>
  );
}
