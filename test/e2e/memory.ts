import type { CDPSession } from "@playwright/test";

/** A page's memory and what hangs in it, after collections of its garbage. */
export async function measure(cdp: CDPSession): Promise<{ heap: number; nodes: number; listeners: number }> {
  for (let n = 0; n < 3; n++) await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await cdp.send("Memory.getDOMCounters");
  return { heap: usedSize, nodes, listeners: jsEventListeners };
}

/** By least squares, of what was measured at equal steps. */
export function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [above, below] = values.reduce(
    ([a, b], value, n) => [a + (n - middle) * (value - mean), b + (n - middle) ** 2],
    [0, 0],
  );
  return above / below;
}
