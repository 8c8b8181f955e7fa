import type { BusinessDay } from "./queue/ticket.ts";

/** Whether somebody born on a day has reached an age on another: on the birthday itself (民法典 art. 17, 204). */
export function hasReached(age: number, birth: BusinessDay, on: BusinessDay): boolean {
  const year = String(Number(birth.slice(0, 4)) + age).padStart(4, "0");
  // Whoever was born on 29 February comes of age on 1 March in a common year, as the text order has it too.
  return `${year}${birth.slice(4)}` <= on;
}
