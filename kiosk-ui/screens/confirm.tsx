import type { TFunction } from "i18next";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import type { Bilingual, Language, Material, Screen } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import { Button } from "../parts/button.tsx";
import { Heading } from "../parts/heading.tsx";
import { HelpContext } from "../parts/help-dialog.tsx";
import { listed } from "../parts/listed.ts";
import { MatterList } from "../parts/matter-list.tsx";
import { Notice } from "../parts/notice.tsx";
import { PagedGrid } from "../parts/paged-grid.tsx";
import { lengthOf } from "../parts/phrases.ts";
import { isForOthers, needsStaff, noticeOf, visitorText } from "../parts/visitor-bar.tsx";

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
  const { queue, materials, later } = screen;
  const help = useContext(HelpContext);
  const notice = noticeOf(screen.visitor);
  return (
    <div className="screen confirm">
      <Heading title={t("confirm.title")} />
      {notice ? <Notice>{t(`choose.${notice}`)}</Notice> : null}
      {needsStaff(screen.visitor) ? <Notice>{t(`visitor.staffAssist.${help}`)}</Notice> : null}
      {canPrint ? null : (
        <Notice>
          {elsewhere === null
            ? t("confirm.printerDown")
            : t("confirm.printerDownElsewhere", { kiosk: elsewhere[language] })}
        </Notice>
      )}
      <div className="confirm-body">
        <section className="panel matters" aria-label={t("confirm.matters")}>
          {isForOthers(screen.visitor) ? <p className="for-whom">{visitorText(screen.visitor, t)}</p> : null}
          <Matters screen={screen} language={language} />
          <p className="line">
            <span className="tag">{queue.name[language]}</span>
            <LineNow queue={queue} />
          </p>
          {later.length > 0 ? (
            <p className="later">{t("confirm.later", { matters: listed(later, language) })}</p>
          ) : null}
        </section>
        <Materials materials={materials} language={language} pxPerMm={pxPerMm} />
      </div>
      <div className="actions">
        <Button onTouch={() => send({ kind: "back" })}>{t("confirm.change")}</Button>
        <GuideButton guide={screen.guide} send={send} />
        <Button kind="primary" settles onTouch={() => send({ kind: "takeNumber", paper: canPrint })}>
          {t(canPrint ? "confirm.take" : "confirm.takeWithoutSlip")}
        </Button>
      </div>
    </div>
  );
}

/** What is wanted, in which case, how long it takes and whether it costs; and which guide says so. */
function Matters({ screen: { matters, version }, language }: Pick<ConfirmProps, "screen" | "language">) {
  const { t } = useTranslation();
  const days = Math.max(...matters.map((matter) => matter.days));
  const promise =
    days === 0
      ? t("confirm.atOnce")
      : t(matters.length > 1 ? "confirm.daysAtMost" : "confirm.days", { count: days });
  const fee = t(matters.some((matter) => matter.fee) ? "confirm.fee" : "confirm.noFee");
  return (
    <>
      <h2>
        <span className="label">{t("confirm.matters")}</span>
        <small>{t("confirm.version", { version })}</small>
      </h2>
      <MatterList items={matters.map(({ name, says }) => ({ ...name, says }))} language={language} />
      <p className="promise">
        <span>{promise}</span>
        <span>{fee}</span>
      </p>
    </>
  );
}

/** The guide on paper, and how it is. Not offered while it can't be had. */
function GuideButton({ guide, send }: Pick<ConfirmProps["screen"], "guide"> & Pick<ConfirmProps, "send">) {
  const { t } = useTranslation();
  if (guide === "unavailable") return null;
  return (
    <Button disabled={guide === "printing"} onTouch={() => send({ kind: "printGuide" })}>
      {/* Without a role of its own: it is the button's name, too. */}
      <span aria-live="polite">{t(`confirm.guide.${guide}`)}</span>
    </Button>
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
  const texts = materials.map((material) => [material.name[language], verdictOn(material, language, t)]);
  return (
    <section className="panel materials" aria-label={t("confirm.materials")}>
      <h2>
        {t("confirm.materials")}
        <small>{t("confirm.summary", { bring: toBring, spare: materials.length - toBring })}</small>
      </h2>
      <PagedGrid
        items={materials}
        keyOf={({ name }) => name.zh}
        label={t("confirm.materials")}
        cell={cellFor(texts, language)}
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
      <span className="staffing">
        {openWindows === 0 ? t("confirm.noWindow") : t("confirm.windows", { count: openWindows })}
      </span>
    </>
  );
}

/** In millimetres: the narrowest and the widest that a row may ask for, what it has beside its text, and its gap. */
const row = { least: 120, most: 166, beside: 12, gap: 3 };

/**
 * What has most to say decides for all rows: as wide as its longest text, as far as every display has that; and as high as the
 * lines it then takes, two at least.
 */
function cellFor(texts: readonly (readonly string[])[], language: Language) {
  const { glyph, line } = { zh: { glyph: 8, line: 10.4 }, en: { glyph: 4, line: 9.4 } }[language];
  const longest = Math.max(0, ...texts.flat().map((text) => lengthOf(text, language)));
  const width = Math.min(row.most, Math.max(row.least, longest * glyph + row.beside));
  const inLine = Math.floor((width - row.beside) / glyph);
  const lines = texts.map((parts) =>
    parts.reduce((sum, text) => sum + Math.ceil(lengthOf(text, language) / inLine), 0),
  );
  return { width, height: Math.max(2, ...lines) * line + 3.2, gap: row.gap };
}

/** Whether it is to be brought; or 不需提交, by which of the three rules, and where it comes from instead. */
function verdictOn(material: Material, language: Language, t: TFunction<"kiosk">): string {
  if (material.bring) return t(material.required ? "confirm.bring" : "confirm.bringIfAny");
  const { exempt, source } = material;
  return [`✓ ${t("confirm.spare")}`, t(`exempt.${exempt}`), source?.[language]].filter(Boolean).join(" · ");
}

/** One thing, and what is to be done about it. */
function MaterialRow({ material, language }: { material: Material; language: Language }) {
  const { t } = useTranslation();
  return (
    <div className={material.bring ? "material bring" : "material spare"}>
      <span className="name">{material.name[language]}</span>
      <span className="verdict-tag">{verdictOn(material, language, t)}</span>
    </div>
  );
}
