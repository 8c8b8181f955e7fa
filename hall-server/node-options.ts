/**
 * How Node is told to run a hall. Numbers live all day, so each that is taken outlives its first collections and is copied
 * in them: half the usual young generation has half as much to copy while commands wait. A quarter would make more work.
 */
export const hallNodeOptions: readonly string[] = ["--max-semi-space-size=8"];
