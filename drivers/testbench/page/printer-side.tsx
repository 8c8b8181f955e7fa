import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { BenchState } from "../state.ts";
import { Choice } from "./choice.tsx";
import { Slips } from "./slips.tsx";
import type { Act } from "./use-bench.ts";

interface SideProps {
  state: BenchState;
  act: Act;
}

const quirkNames = ["garbage", "losesAcknowledgement", "printsNothing", "keepsMemory"] as const;
const quirkTexts = {
  garbage: "quirkGarbage",
  losesAcknowledgement: "quirkLosesAcknowledgement",
  printsNothing: "quirkPrintsNothing",
  keepsMemory: "quirkKeepsMemory",
} as const;

function Machine({ state }: { state: BenchState }): ReactNode {
  const { paper, coverOpen, cutterJammed, plugged } = state.printer;
  const well = plugged && !coverOpen && !cutterJammed && paper !== "out";
  return (
    <div className={plugged ? "printer" : "printer dead"} aria-hidden="true">
      <span className="cable" />
      <div className={coverOpen ? "lid open" : "lid"} />
      <div className="bay">
        <span className={`roll roll-${paper}`} />
      </div>
      <div className="front">
        <span className={well ? "lamp good" : "lamp wrong"} />
        <span className={cutterJammed ? "slot jammed" : "slot"} />
      </div>
    </div>
  );
}

function Controls({ state, act }: SideProps): ReactNode {
  const { t } = useTranslation();
  const { paper, coverOpen, cutterJammed, plugged, next, quirks } = state.printer;
  return (
    <div className="controls">
      <Choice
        label={t("paper")}
        value={paper}
        options={[
          { value: "ok", label: t("paperOk") },
          { value: "nearEnd", label: t("paperNearEnd") },
          { value: "out", label: t("paperOut"), bad: true },
        ]}
        onChoose={(value) => act("printer/paper", { paper: value })}
      />
      <Choice
        label={t("cover")}
        value={coverOpen ? "open" : "closed"}
        options={[
          { value: "closed", label: t("coverClosed") },
          { value: "open", label: t("coverOpen"), bad: true },
        ]}
        onChoose={(value) => act("printer/cover", { open: value === "open" })}
      />
      <Choice
        label={t("cutter")}
        value={cutterJammed ? "jammed" : "ok"}
        options={[
          { value: "ok", label: t("cutterOk") },
          { value: "jammed", label: t("cutterJammed"), bad: true },
        ]}
        onChoose={(value) => act("printer/cutter", { jammed: value === "jammed" })}
      />
      <Choice
        label={t("cable")}
        value={plugged ? "in" : "out"}
        options={[
          { value: "in", label: t("plugged") },
          { value: "out", label: t("unplugged"), bad: true },
        ]}
        onChoose={(value) => act("printer/plug", { plugged: value === "in" })}
      />
      <Choice
        label={t("next")}
        value={next}
        options={[
          { value: "nothing", label: t("nextNothing") },
          { value: "runOut", label: t("nextRunOut"), bad: true },
          { value: "unplug", label: t("nextUnplug"), bad: true },
          { value: "cutter", label: t("nextCutter"), bad: true },
        ]}
        onChoose={(value) => act("printer/next", { fault: value })}
      />
      <fieldset className="choice quirks">
        <legend>{t("quirks")}</legend>
        {quirkNames.map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={quirks[name]}
              onChange={(event) => act("printer/quirks", { ...quirks, [name]: event.target.checked })}
            />
            {t(quirkTexts[name])}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

/** The printer, what can happen to it, and the slips that came out. */
export function PrinterSide({ state, act }: SideProps): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="side" aria-labelledby="printer-title">
      <h2 id="printer-title">
        {t("printerName")} <code>{state.printer.url}</code>
      </h2>
      <div className="printer-row">
        <div className="printer-column">
          <Machine state={state} />
          <Slips slips={state.slips} act={act} />
        </div>
        <Controls state={state} act={act} />
      </div>
    </section>
  );
}
