import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { Bilingual, Language, Material, Screen } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import { Button } from "../parts/button.tsx";
import { Heading } from "../parts/heading.tsx";
import { MatterList } from "../parts/matter-list.tsx";
import { Notice } from "../parts/notice.tsx";
import { PagedGrid } from "../parts/paged-grid.tsx";
import { needsStaff, noticeOf } from "../parts/visitor-bar.tsx";

interface ConfirmProps {
  screen: Screen & { kind: "confirm" };
  language: Language;
  pxPerMm: number;
  canPrint: boolean;
  /** As `KioskState.elsewhere`. */
  elsewhere: Bilingual | null;
  send: Send;
}

/** What the number is for, how long the line is, and what to have at hand: the last look before it is taken. */
export function ConfirmScreen({ screen, language, pxPerMm, canPrint, elsewhere, send }: ConfirmProps) {
  const { t } = useTranslation();
  const { items, queue, materials } = screen;
  const notice = noticeOf(screen.visitor);
  return (
    <div className="screen confirm">
      <Heading title={t("confirm.title")} />
      {notice ? <Notice>{t(`choose.${notice}`)}</Notice> : null}
      {needsStaff(screen.visitor) ? <Notice>{t("visitor.staffAssist")}</Notice> : null}
      {canPrint ? null : (
        <Notice>
          {elsewhere === null
            ? t("confirm.printerDown")
            : t("confirm.printerDownElsewhere", { kiosk: elsewhere[language] })}
        </Notice>
      )}
      <div className="confirm-body">
        <section className="panel matters" aria-label={t("confirm.matters")}>
          <h2>{t("confirm.matters")}</h2>
          <MatterList items={items} language={language} />
          <p className="line">
            <span className="tag">{queue.name[language]}</span>
            <LineNow queue={queue} />
          </p>
        </section>
        <Materials materials={materials} language={language} pxPerMm={pxPerMm} />
      </div>
      <div className="actions">
        <Button onTouch={() => send({ kind: "back" })}>{t("confirm.change")}</Button>
        <Button kind="primary" onTouch={() => send({ kind: "takeNumber", paper: canPrint })}>
          {t(canPrint ? "confirm.take" : "confirm.takeWithoutSlip")}
        </Button>
      </div>
    </div>
  );
}

interface MaterialsProps {
  materials: readonly Material[];
  language: Language;
  pxPerMm: number;
}

/** What to have at hand, and what need not be handed in. */
export function Materials({ materials, language, pxPerMm }: MaterialsProps) {
  const { t } = useTranslation();
  const toBring = materials.filter(({ bring }) => bring).length;
  return (
    <section
      className="panel materials"
      aria-label={t("confirm.materials")}
      style={{ "--count": materials.length } as CSSProperties}
    >
      <h2>
        {t("confirm.materials")}
        <small>{t("confirm.summary", { bring: toBring, spare: materials.length - toBring })}</small>
      </h2>
      <PagedGrid
        items={materials}
        keyOf={({ name }) => name.zh}
        label={t("confirm.materials")}
        cell={{ width: 120, height: rowHeight(materials, language), gap: 3 }}
        pxPerMm={pxPerMm}
        render={(material) => <MaterialRow material={material} language={language} />}
      />
    </section>
  );
}

/** How the line is; of one that the hall alone knows, that it is not known. */
function LineNow({ queue: { waiting, openWindows } }: { queue: ConfirmProps["screen"]["queue"] }) {
  const { t } = useTranslation();
  if (waiting === null || openWindows === null) return <span>{t("confirm.offline")}</span>;
  return (
    <>
      <span>{t("confirm.waiting", { count: waiting })}</span>
      <span>{openWindows === 0 ? t("confirm.noWindow") : t("confirm.windows", { count: openWindows })}</span>
    </>
  );
}

/** In millimetres: long names need a third line, and only then do all rows give them the room. */
function rowHeight(materials: readonly Material[], language: Language): number {
  const mostInALine = { zh: 13, en: 34 }[language];
  return materials.some(({ name }) => name[language].length > mostInALine) ? 33 : 24;
}

/** One thing, with 不需提交 and why where it need not be brought. */
function MaterialRow({ material, language }: { material: Material; language: Language }) {
  const { t } = useTranslation();
  return (
    <div className={material.bring ? "material bring" : "material spare"}>
      <span className="name">{material.name[language]}</span>
      <span className="verdict-tag">
        {material.bring
          ? t(material.required ? "confirm.bring" : "confirm.bringIfAny")
          : `✓ ${t("confirm.spare")} · ${t(`exempt.${material.exempt}`)}`}
      </span>
    </div>
  );
}
