import { expect, test } from "vitest";
import { galleryNames, gallerySession, galleryView } from "../../electron/core/testing/gallery.ts";
import { oldZhang, zhang } from "../../electron/core/testing/sample-cards.ts";
import { i18n } from "../../kiosk-ui/i18n.ts";
import { pickVoice } from "../../kiosk-ui/voice/browser-speaker.ts";
import { findingSentence, sentenceOf, spelled } from "../../kiosk-ui/voice/sentence.ts";

for (const language of ["zh", "en"] as const)
  test(`K-57 every page of a citizen's says a whole sentence in ${language}, and nothing of anybody`, async () => {
    await i18n.changeLanguage(language);
    const matters = new Set(
      gallerySession("choose").state.surroundings.offer!.items.map(({ name }) => name[language]),
    );
    for (const name of galleryNames.filter((each) => !each.startsWith("engineer"))) {
      const said = sentenceOf(galleryView(name, language, 4), i18n.t);
      expect(said.length, name).toBeGreaterThan(6);
      expect(said, name).not.toMatch(/\{\{|\*|\w+\.\w+\.\w+/);
      expect(/\p{Script=Han}/u.test(said), name).toBe(language === "zh");
      for (const secret of [zhang.name, zhang.number, oldZhang.name, ...matters])
        expect(said, name).not.toContain(secret);
    }
  });

for (const language of ["zh", "en"] as const)
  test(`K-110 where there is a choice the buttons are named in ${language}, and how a search goes`, async () => {
    await i18n.changeLanguage(language);
    const said = (name: string) => sentenceOf(galleryView(name, language, 4), i18n.t);
    const buttons = {
      bookingEarly: ["booking.known", "booking.ordinary"],
      bookingLate: ["booking.ordinary", "booking.leave"],
      slipPending: ["refused.held.paper", "slipPending.other"],
      slipPendingNoPrinter: ["refused.held.paperless", "slipPending.other"],
      refusedHoldingReprint: ["refused.held.again", "refused.finish"],
      refusedQueueFull: ["refused.back", "refused.finish"],
      refusedHallClosed: ["refused.finish", "refused.back"],
      refusedUnreachable: ["refused.retry", "refused.finish"],
      printTrouble: ["printTrouble.again", "printTrouble.paperless"],
      confirmGuidePrinted: ["speech.guide.printed", "speech.confirm"],
    } as const;
    for (const [name, keys] of Object.entries(buttons))
      for (const key of keys) expect(said(name), name).toContain(i18n.t(key));

    // K-116
    expect(galleryView("keptWithoutSlip", language, 4).screen).toMatchObject({
      kind: "givenBack",
      isKept: true,
    });
    expect(gallerySession("keptWithoutSlip").of("cancelTicket")).toEqual([]);
    expect(said("keptWithoutSlip")).toContain(i18n.t("givenBack.kept.lead"));
    expect(said("givenBack")).toContain(i18n.t("givenBack.lead"));
    // K-115
    expect(said("bookingOtherDay")).toContain(language === "zh" ? "预约是11月27日的" : "27\u00A0November");
    expect(said("principalCard")).toBe(i18n.t("otherCard.takeFirst"));
    const finding = (...[by, found = 0]: [Parameters<typeof findingSentence>[0], number?]) =>
      findingSentence(by, found, { language, help: "callable" }, i18n.t);
    const typed = { by: "search", typed: "hunyin" } as const;
    expect(finding({ by: "search", typed: "" })).toBe(i18n.t("speech.finding.search"));
    expect(finding(typed, 3)).toBe(i18n.t("speech.finding.found", { count: 3 }));
    expect(finding(typed)).toContain(i18n.t("choose.nothingFoundNext.callable"));
    expect(finding(typed)).not.toContain("hunyin");
    expect(finding({ by: "themes", topic: null })).toBe(i18n.t("speech.finding.topics"));
    expect(finding({ by: "themes", topic: "t1" })).toBe(i18n.t("speech.finding.topic"));
  });

test("K-57 a number is said digit by digit", () => {
  expect(spelled("A012", "zh")).toBe("A零一二");
  expect(spelled("A012", "en")).toBe("A 0 1 2");
});

test("K-57 only a voice of this machine speaks, Mandarin before other Chinese", () => {
  const voice = (lang: string, localService = true) => ({ lang, localService });
  expect(pickVoice([voice("zh-HK"), voice("zh_CN")], "zh")?.lang).toBe("zh_CN");
  expect(pickVoice([voice("zh-CN", false)], "zh")).toBe(null);
  expect(pickVoice([voice("zh-CN"), voice("en-GB")], "en")?.lang).toBe("en-GB");
  expect(pickVoice([], "en")).toBe(null);
});

test("K-131 of a number that was there before nobody hears that it was taken now", async () => {
  await i18n.changeLanguage("zh");
  const said = (name: string) => sentenceOf(galleryView(name, "zh", 4), i18n.t);
  expect(said("done")).toContain("取号成功");
  for (const name of ["doneReprint", "doneCheckedIn"]) expect(said(name)).not.toContain("取号成功");
  expect(said("doneCheckedIn")).toContain(spelled("D007", "zh"));
});
