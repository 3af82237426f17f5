/** The split of a sum by shares: no penny is lost or made, nobody is a penny away from its share, and whoever lost most gets what is left. */
import fc from "fast-check";
import { readShares, sharesAsWritten, splitByShares, unwhole, percentOf } from "../../services/grants/ledger/share/shares.js";

/** Shares in hundredths that come to 100.00: cuts of the whole. */
const shares = fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { maxLength: 12 }).map((cuts) => {
  const at = [0, ...cuts.toSorted((a, b) => a - b), 10_000];
  return at.slice(1).map((cut, i) => BigInt(cut - at[i]!));
});
const pence = fc.bigInt({ min: 0n, max: 99_999_999_999_999_999n });

test("the parts sum to the whole, and each is its share rounded down or up", () => {
  fc.assert(
    fc.property(pence, shares, (whole, each) => {
      const parts = splitByShares(whole, each);
      expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(whole);
      parts.forEach((part, i) => {
        const exact = whole * each[i]!;
        expect(part * 10_000n > exact - 10_000n && part * 10_000n < exact + 10_000n).toBe(true);
      });
    }),
  );
});

test("nobody who was rounded down lost more than somebody who was rounded up; of those who lost alike the first is rounded up", () => {
  fc.assert(
    fc.property(pence, shares, (whole, each) => {
      const lost = splitByShares(whole, each).map((part, i) => ({ i, up: part * 10_000n > whole * each[i]!, remainder: (whole * each[i]!) % 10_000n }));
      for (const up of lost.filter((one) => one.up)) {
        for (const down of lost.filter((one) => !one.up)) expect(up.remainder > down.remainder || (up.remainder === down.remainder && up.i < down.i)).toBe(true);
      }
    }),
  );
});

test("thirds of a pound are 34, 33 and 33 pence where the shares say so", () => {
  expect(splitByShares(100n, [3_334n, 3_333n, 3_333n])).toEqual([34n, 33n, 33n]);
  expect(splitByShares(1n, [5_000n, 5_000n])).toEqual([1n, 0n]);
  expect(splitByShares(0n, [5_000n, 5_000n])).toEqual([0n, 0n]);
});

test("shares are read as they are written, and what is not whole is told", () => {
  fc.assert(
    fc.property(shares, (each) => {
      const said = each.map((share, i) => ({ id: `fund-${String(i)}`, share: percentOf(share) }));
      const read = readShares(sharesAsWritten(said))!;
      expect(read).toEqual(said.map(({ id }, i) => ({ id, share: each[i] })));
      expect(unwhole(read)).toBeNull();
      expect(unwhole(read.map((one, i) => (i ? one : { ...one, share: one.share! + 1n })))).toBe("They sum to 100.01.");
    }),
  );
  expect(readShares("fund-a 33.3")).toBeNull();
  expect(readShares("fund-a 1e1")).toBeNull();
  expect(readShares("fund-a -1.00")).toBeNull();
  expect(unwhole([{ id: "fund-a", share: 9_999n }])).toBe("They sum to 99.99.");
});
