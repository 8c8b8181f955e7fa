import { expect, test } from "vitest";
import { Turnstile } from "./turnstile.ts";

/** Work that is under way until it is ended by hand. */
function watched() {
  const begun: string[] = [];
  const ends = new Map<string, (how: Promise<string> | string) => void>();
  return {
    begun,
    work: (name: string) => () =>
      new Promise<string>((resolve) => {
        begun.push(name);
        ends.set(name, resolve);
      }),
    end: (name: string, how: Promise<string> | string = name) => ends.get(name)!(how),
  };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("W-4 so many at once, the others in the order of arrival, and a crowd's own visitors are turned away", async () => {
  const turnstile = new Turnstile({ atOnce: 2, perVisitor: 2, waiting: 2 });
  const { begun, work, end } = watched();
  const enter = (visitor: string, name: string) => turnstile.enter(visitor, work(name));
  const [a1, a2] = [enter("a", "a1"), enter("a", "a2")];
  expect(enter("a", "a3")).toBeNull();
  const b1 = enter("b", "b1");
  const c1 = enter("c", "c1");
  expect(enter("d", "d1")).toBeNull();
  await settled();
  expect(begun).toEqual(["a1", "a2"]);
  end("a1");
  expect(await a1).toBe("a1");
  await settled();
  expect(begun).toEqual(["a1", "a2", "b1"]);
  // Work that fails gives its place on too.
  end("a2", Promise.reject(new Error("no")));
  await expect(a2).rejects.toThrow("no");
  await settled();
  expect(begun).toEqual(["a1", "a2", "b1", "c1"]);
  end("b1");
  end("c1");
  expect(await Promise.all([b1, c1])).toEqual(["b1", "c1"]);
  // Nobody is counted any more.
  const again = [enter("a", "a4"), enter("a", "a5")];
  await settled();
  expect(begun.slice(4)).toEqual(["a4", "a5"]);
  for (const name of ["a4", "a5"]) end(name);
  expect(await Promise.all(again.map((each) => Promise.resolve(each)))).toEqual(["a4", "a5"]);
});
