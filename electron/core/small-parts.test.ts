import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CardData } from "../../hall-server/contract/commands.ts";
import { maskName, toCardData } from "./session/card-check.ts";
import { readEnvironment } from "./environment.ts";
import { materialsOf, OfferMaker, offerWithoutHall } from "./session/offer.ts";
import { layoutSlip, type SlipFacts } from "./slip-layout.ts";
import { silva, smith, zhang } from "./testing/sample-cards.ts";
import { sampleCatalogue, sampleKiosk } from "./testing/sample-hall.ts";
import { itemIn, sampleOffer } from "./testing/session.ts";

describe("K-2 cards", () => {
  test("K-6 of a name, its holder recognizes enough and nobody else", () => {
    expect(maskName(zhang, "zh")).toBe("张**");
    expect(maskName({ ...zhang, name: "王五" }, "zh")).toBe("王*");
    expect(maskName({ ...zhang, name: "𠮷田" }, "zh")).toBe("𠮷*");
    expect(maskName({ ...zhang, name: "王" }, "zh")).toBe("王*");
    expect(maskName({ ...zhang, name: "买买提·阿卜杜热合曼" }, "zh")).toBe("买***");
    expect(maskName(silva, "zh")).toBe("S***");
    expect(maskName(smith, "zh")).toBe("史**");
    expect(maskName(smith, "en")).toBe("S***");
    expect(maskName(zhang, "en")).toBe("张**");
  });

  test("every kind of card is what the hall's contract takes", () => {
    const { kind: _, nation: __, ...rest } = zhang;
    const compatriot = { ...rest, kind: "J" as const, passNumber: "H12345678", issues: "01" };
    const refused = [zhang, silva, smith, compatriot].filter(
      (card) => !CardData.safeParse(toCardData(card)).success,
    );
    expect(refused).toEqual([]);
  });
});

describe("K-8 the offer", () => {
  test("a theme shows what can be had here, also without the hall, and is not there when that is nothing", () => {
    const [theme] = sampleCatalogue.themes;
    const elsewhere = { ...theme!, id: "elsewhere", items: ["not-here"] };
    const catalogue = {
      ...sampleCatalogue,
      themes: [{ ...theme!, items: [...theme!.items, "not-here"] }, elsewhere],
    };
    const offer = new OfferMaker("k1").make(sampleKiosk, catalogue);
    expect(offer.themes).toEqual([theme]);
    expect(offerWithoutHall(offer, ["marriage"]).themes).toEqual([theme]);
    expect(offerWithoutHall(offer, ["care"]).themes).toEqual([]);
  });

  test("a thing that one matter asks for has to be brought, though another exempts it; each is named once", () => {
    const materials = materialsOf(sampleOffer, [itemIn("societies"), itemIn("societies", 3)]);
    const names = materials.map(({ name }) => name.zh);
    expect(new Set(names).size).toBe(names.length);
    const order = materials.map(({ bring }) => Number(bring));
    expect(order).toEqual(order.toSorted((a, b) => b - a));
    expect(materials.find(({ name }) => name.zh === "居民身份证")).toMatchObject({
      bring: false,
      exempt: "onlineVerify",
    });
  });
});

describe("K-9 the slip", () => {
  const facts: SlipFacts = {
    jobId: "job-1",
    hall: { zh: "民政办事大厅", en: "Civil Affairs Hall" },
    prints: { matters: true, ahead: true, wait: true, notice: null },
    given: {
      number: "D013",
      queue: { zh: "养老服务", en: "Elderly care" },
      items: [{ zh: "高龄津贴申领", en: "Old-age allowance" }],
      ahead: 12,
      wait: { fromMin: 10, toMin: 25 },
      offline: false,
    },
    takenAt: Date.UTC(2026, 10, 24, 1, 2, 3),
    timeZone: "Asia/Shanghai",
    link: null,
    language: "zh",
    reprint: false,
  };
  const text = (slip: ReturnType<typeof layoutSlip>) =>
    slip.lines
      .map((line) =>
        line.kind === "text" ? line.text : line.kind === "columns" ? `${line.left}|${line.right}` : "",
      )
      .join("\n");

  test("X-6 says no wait while nobody can say one", () => {
    expect(text(layoutSlip({ ...facts, given: { ...facts.given, wait: null } }))).not.toContain("预计等候");
  });

  test("says the number largest, the line, the matter, who is ahead, and when", () => {
    const slip = layoutSlip(facts);
    const sizes = slip.lines.flatMap((line) =>
      line.kind === "text" ? [[line.size ?? 1, line.text] as const] : [],
    );
    expect(sizes.toSorted(([a], [b]) => b - a)[0]).toEqual([6, "D013"]);
    for (const part of [
      "民政办事大厅",
      "养老服务",
      "高龄津贴申领",
      "12 人",
      "预计等候|约 10–25 分钟",
      "2026-11-24 09:02:03",
      "过号请到导办台",
    ])
      expect(text(slip)).toContain(part);
    expect(text(slip)).not.toMatch(/重打|Your number/);
  });

  test("A-14 says what the hall's settings say, and its note at the end", () => {
    const bare = {
      matters: false,
      ahead: false,
      wait: false,
      notice: { zh: "午间不办公", en: "Closed at noon" },
    };
    const slip = text(layoutSlip({ ...facts, prints: bare, language: "en" }));
    for (const part of ["D013", "养老服务", "午间不办公", "Closed at noon"]) expect(slip).toContain(part);
    expect(slip).not.toMatch(/高龄津贴申领|Old-age|12 人|预计等候/);
  });

  test("PH-2 has a code for phones where the hall has a page for them, and none where it has not", () => {
    const link = "https://hall.example/t/abcdefghijklmnopqrstuvwxyz0";
    const codes = (slip: ReturnType<typeof layoutSlip>) => slip.lines.filter(({ kind }) => kind === "qr");
    expect(codes(layoutSlip(facts))).toEqual([]);
    expect(codes(layoutSlip({ ...facts, link }))).toMatchObject([{ content: link }]);
    expect(text(layoutSlip({ ...facts, link }))).toContain("扫码");
  });

  test("a second slip is marked, and a citizen who reads English can read it", () => {
    const slip = text(layoutSlip({ ...facts, language: "en", reprint: true }));
    for (const part of ["重打", "REPRINT", "Your number", "Elderly care", "Old-age allowance", "养老服务"])
      expect(slip).toContain(part);
  });
});

describe("K-10 the environment", () => {
  const dir = mkdtempSync(join(tmpdir(), "kiosk-env-"));
  mkdirSync(join(dir, "ui", "kiosk-ui"), { recursive: true });
  writeFileSync(join(dir, "ui", "kiosk-ui", "index.html"), "");
  writeFileSync(join(dir, "key"), "secret\n");
  const devicesFile = (name: string, ...devices: object[]): string => {
    writeFileSync(join(dir, name), JSON.stringify({ devices }));
    return join(dir, name);
  };
  const reader = { id: "reader", kind: "cardReader", url: "serial:/dev/ttyUSB0" };
  const printer = { id: "printer", kind: "ticketPrinter", url: "tcp://127.0.0.1:9100" };
  const good = {
    HALL_URL: "http://127.0.0.1:8080",
    KIOSK_ID: "k1",
    KIOSK_KEY_FILE: join(dir, "key"),
    KIOSK_DEVICES: devicesFile("devices.json", reader, printer),
    UI_DIR: join(dir, "ui"),
  };

  test("is read whole", () => {
    const parsed = readEnvironment(good);
    expect(parsed).toMatchObject({
      ok: true,
      settings: {
        key: "secret",
        port: 8090,
        pxPerMm: 4,
        profile: { devices: [reader, { ...printer, widthMm: 80 }], directory: dir },
      },
    });
  });

  test("names every problem at once, and by its name", () => {
    const parsed = readEnvironment({ HALL_URL: "ftp://x", PORT: "99999", KIOSK_ID: "k1" });
    const problems = parsed.ok ? [] : parsed.problems.join("\n");
    for (const name of ["HALL_URL", "KIOSK_DEVICES is not set", "KIOSK_KEY_FILE is not set", "PORT"])
      expect(problems).toContain(name);
    expect(problems).not.toContain("KIOSK_ID");
  });

  test.each([
    ["absent.json:1:1 this file can't be read (ENOENT)", () => join(dir, "absent.json")],
    ["a kiosk has one ticketPrinter, this profile has 0", () => devicesFile("one.json", reader)],
    ["two.json:1:54 devices[0].url: ", () => devicesFile("two.json", { ...reader, url: "usb:1" }, printer)],
  ])("a device profile that a kiosk can't use: %s", (says, file) => {
    const parsed = readEnvironment({ ...good, KIOSK_DEVICES: file() });
    expect(parsed).toMatchObject({ ok: false, problems: [expect.stringContaining(says)] });
  });

  test("a key that can't be read is a problem of its own", () => {
    const parsed = readEnvironment({ ...good, KIOSK_KEY_FILE: join(dir, "none") });
    expect(parsed).toMatchObject({ ok: false, problems: [expect.stringContaining("KIOSK_KEY_FILE")] });
  });
});
