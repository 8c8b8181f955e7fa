import { useEffect, useRef } from "react";
import { useLanguage } from "../shared/i18n.ts";

interface ElsewhereProps {
  /** Where this clerk works now, by name. */
  where: string;
  /** Another screen has taken over while this page was at work. */
  wasHere: boolean;
  onTakeOver: () => void;
  onLeave: (() => void) | null;
}

/** One clerk works at one screen: whoever wants to work here says so, and the other screen lets go. */
export function Elsewhere({ where, wasHere, onTakeOver, onLeave }: ElsewhereProps) {
  const { t } = useLanguage();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Not while keys may still be coming that were meant for the work: whoever was here chooses with Tab.
    if (!wasHere) button.current?.focus();
  }, [wasHere]);
  return (
    <main className="elsewhere">
      <div className="card" role="alert">
        <h2>{t(wasHere ? "counter.takenOverTitle" : "counter.elsewhereTitle")}</h2>
        <p>{t(wasHere ? "counter.takenOverHint" : "counter.elsewhereHint", { window: where })}</p>
        <div className="elsewhere-ways">
          <button ref={button} type="button" className="button button-primary" onClick={onTakeOver}>
            {t("counter.takeOverHere")}
          </button>
          {onLeave ? (
            <button type="button" className="button button-quiet" onClick={onLeave}>
              {t("counter.changeWindow")}
            </button>
          ) : null}
        </div>
      </div>
    </main>
  );
}
