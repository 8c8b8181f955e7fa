import { expect, test } from "vitest";
import { galleryNames, gallerySession, galleryView } from "../../electron/core/testing/gallery.ts";
import { oldZhang, zhang } from "../../electron/core/testing/sample-cards.ts";
import { i18n } from "../../kiosk-ui/i18n.ts";
import { pickVoice } from "../../kiosk-ui/voice/browser-speaker.ts";
import { sentenceOf, spelled } from "../../kiosk-ui/voice/sentence.ts";

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
