/** Synthetic citizens: the check digit is right (GB 11643), the people do not exist. */

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const dayMs = 86_400_000;
const firstBirth = Date.UTC(1955, 0, 1);
/** Days of birth, up to 2009: about one citizen in five is old enough to be called before their turn. */
const births = 20_000;

/** The card of the nth citizen, as JSON. No two of the first 20 million have the same number. */
export function cardOf(n: number): string {
  // The factor has no divisor in common with the number of days, so that each comes before one comes again.
  const birth = new Date(firstBirth + ((n * 7919) % births) * dayMs).toISOString().slice(0, 10);
  const head = `340103${birth.replaceAll("-", "")}${String((Math.floor(n / births) % 999) + 1).padStart(3, "0")}`;
  const sum = weights.reduce((total, weight, i) => total + weight * Number(head[i]), 0);
  return (
    `{"kind":"resident","number":"${head}${"10X98765432"[sum % 11]}","name":"测试王䶮","sex":"male",` +
    `"birth":"${birth}","nation":"01","address":"安徽省合肥市庐阳区虚构路${(n % 200) + 1}号",` +
    `"issuer":"合肥市公安局庐阳分局","validFrom":"2016-05-01","validTo":"long-term"}`
  );
}
