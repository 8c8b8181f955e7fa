/**
 * Loaded into a server whose files are about to be limited in size (`--import`). Unheard, the signal of such a limit
 * ends a process; heard, the write fails with EFBIG, which SQLite passes on as an I/O error.
 */
process.on("SIGXFSZ", () => {});
