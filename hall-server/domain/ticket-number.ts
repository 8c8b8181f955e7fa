/** A number as the citizen sees it: the queue's prefix and the running number at its width. */
export function ticketNumber(queue: { prefix: string; width: number }, running: number): string {
  return queue.prefix + String(running).padStart(queue.width, "0");
}
