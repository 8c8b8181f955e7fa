/** A cell as a workbook has it; an empty one is null. */
export type Cell = string | number | boolean | Date | null;

/** Why a file gives no cells. */
export type WorkbookProblem = "notXlsx" | "oldXls" | "unpacksTooLarge";

/** Far more than 5,000 matters; a small file can unpack to gigabytes. */
const largestUnpacked = 32 * 1024 * 1024;

/**
 * The cells of a workbook's first sheet, the first of which is row 1. The libraries come only when somebody imports a
 * workbook. It is unpacked here because the reader would do it in a worker made from a blob, which the page's policy forbids.
 */
export async function readWorkbook(bytes: Uint8Array): Promise<Cell[][] | WorkbookProblem> {
  const [{ unzipSync, zipSync }, { readSheet }] = await Promise.all([
    import("fflate"),
    import("read-excel-file/universal"),
  ]);
  let unpacked = 0;
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        const isRead = /\.xml(\.rels)?$/.test(name);
        if (isRead) unpacked += originalSize;
        return isRead && unpacked <= largestUnpacked;
      },
    });
    if (unpacked > largestUnpacked) return "unpacksTooLarge";
    const stored = new Blob([Uint8Array.from(zipSync(parts, { level: 0 }))]);
    return (await readSheet(stored)) as unknown as Cell[][];
  } catch {
    return isCompoundFile(bytes) ? "oldXls" : "notXlsx";
  }
}

/** Workbooks of before 2007, and those with a password. */
const isCompoundFile = (bytes: Uint8Array) => [0xd0, 0xcf, 0x11, 0xe0].every((byte, i) => bytes[i] === byte);
