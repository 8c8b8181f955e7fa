import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BenchSlip } from "../state.ts";
import type { Act } from "./use-bench.ts";

const time = (slip: BenchSlip): string => new Date(slip.at).toLocaleTimeString("zh-CN", { hour12: false });

function Picture({ slip }: { slip: BenchSlip }): ReactNode {
  const { t } = useTranslation();
  if (slip.error !== null)
    return (
      <span className="unknown-bytes">
        {t("unknownBytes")}: {slip.error}
      </span>
    );
  return (
    <img
      src={`/api/slips/${slip.id}.png`}
      width={slip.width}
      height={slip.height}
      alt={t("slipAt", { id: slip.id, time: time(slip) })}
    />
  );
}

function Enlarged({ slip, onClose }: { slip: BenchSlip; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="enlarged"
      aria-label={t("slipAt", { id: slip.id, time: time(slip) })}
      onClose={onClose}
    >
      <div className={slip.whole ? "paper" : "paper torn"}>
        <Picture slip={slip} />
      </div>
      <div className="enlarged-words">
        <h3>{t("words")}</h3>
        <pre lang="zh-CN">{slip.text}</pre>
        <p>
          <a href={`/api/slips/${slip.id}.bin`} download={`slip-${slip.id}.bin`}>
            {t("bytes")}
          </a>
        </p>
        <button type="button" className="action" onClick={onClose}>
          {t("close")}
        </button>
      </div>
    </dialog>
  );
}

/** The newest slip hangs from the printer; the ones before lie on the table. */
export function Slips({ slips, act }: { slips: BenchSlip[]; act: Act }): ReactNode {
  const { t } = useTranslation();
  const [enlarged, setEnlarged] = useState<number | null>(null);
  const shown = slips.find((slip) => slip.id === enlarged);
  return (
    <div className="slips">
      <h3 className="slips-title">{t("slips")}</h3>
      {slips.length === 0 && <p className="hint">{t("noSlips")}</p>}
      <ul>
        {slips.map((slip) => (
          <li key={slip.id}>
            <button
              type="button"
              className={slip.whole ? "paper" : "paper torn"}
              aria-label={t("enlarge", { id: slip.id })}
              onClick={() => setEnlarged(slip.id)}
            >
              <Picture slip={slip} />
            </button>
            <span className="slip-note">
              #{slip.id} · {time(slip)}
              {slip.whole ? "" : ` · ${t("torn")}`}
            </span>
          </li>
        ))}
      </ul>
      {slips.length > 0 && (
        <button type="button" className="plain" onClick={() => act("slips/clear")}>
          {t("clear")}
        </button>
      )}
      {shown && <Enlarged key={shown.id} slip={shown} onClose={() => setEnlarged(null)} />}
    </div>
  );
}
