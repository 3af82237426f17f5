/** Intervals and comparisons, against values worked out apart in 50 digits from the distributions themselves, and published worked examples. */
import { byarLimits } from "../../../services/indicators/statistics/byar.js";
import { judged, standingByLimits, standingTo } from "../../../services/indicators/statistics/comparison.js";
import { CONFIDENCE_95, CONFIDENCE_99_8, type Confidence } from "../../../services/indicators/statistics/confidence.js";
import { countLimits, countMethod, rateLimits } from "../../../services/indicators/statistics/count.js";
import { exactPoissonLimits } from "../../../services/indicators/statistics/exact-poisson.js";
import type { Limits } from "../../../services/indicators/statistics/limits.js";
import { differenceOfProportions } from "../../../services/indicators/statistics/newcombe.js";
import { ratioOfCounts } from "../../../services/indicators/statistics/two-counts.js";
import { wilsonLimits } from "../../../services/indicators/statistics/wilson.js";

/** To 1e-9 of the value itself. */
function close(value: number, expected: number): void {
  if (expected === 0 || !Number.isFinite(expected)) expect(value).toBe(expected);
  else expect(Math.abs(value / expected - 1)).toBeLessThan(1e-9);
}

function limits({ lower, upper }: Limits, [low, high]: readonly number[]): void {
  close(lower, low!);
  close(upper, high!);
}

const levels: [Confidence, 0 | 1][] = [[CONFIDENCE_95, 0], [CONFIDENCE_99_8, 1]];

test("the normal quantiles of both levels", () => {
  close(CONFIDENCE_95.z, 1.9599639845400542);
  close(CONFIDENCE_99_8.z, 3.0902323061678135);
});

test.each([
  [10, [4.7874499139675618, 18.391458605756476], [2.9163183746956851, 24.193724927880539]],
  [65, [50.163187710459454, 82.849138545939837], [42.880261471480197, 94.000290844318]],
  [11, [5.48369019844997118, 19.6832371161463937], [3.44837023840088042, 25.6465205165574344]],
  [52340, [51892.5485108121711, 52790.3500745573556], [51635.8666642019477, 53050.8397678589614]],
  [1234, [1166.1012539623117, 1304.8207747690429], [1128.2833036615476, 1346.4598451096734]],
])("Byar's limits of %i", (events, ...expected) => {
  for (const [confidence, i] of levels) limits(byarLimits(events, confidence), expected[i]);
});

test.each([
  [0, [0, 3.6888794541139363], [0, 6.9077552789821371]],
  [1, [0.025317807984289875, 5.5716433909388986], [0.0010005003335835335, 9.2334134764515857]],
  [2, [0.242209278543964903, 7.22468766772396082], [0.0454020177694895568, 11.2288722424126626]],
  [5, [1.62348639011842054, 11.6683320793226696], [0.739371731917832517, 16.4547452036801066]],
  [3, [0.61867212289560129, 8.767273069742326], [0.19053337756840319, 13.062240779188071]],
  [9, [4.1153730973783324, 17.08480345141917], [2.4524244043637749, 22.657373309062931]],
])("exact limits of %i, as sums of Poisson terms give them", (events, ...expected) => {
  for (const [confidence, i] of levels) limits(exactPoissonLimits(events, confidence), expected[i]);
});

test("exact below 10 events, Byar's from 10 on", () => {
  expect([9, 10].map(countMethod)).toEqual(["EXACT_POISSON", "BYAR"]);
  expect(countLimits(9, CONFIDENCE_95)).toEqual(exactPoissonLimits(9, CONFIDENCE_95));
  expect(countLimits(10, CONFIDENCE_95)).toEqual(byarLimits(10, CONFIDENCE_95));
});

test("a rate's limits are those of its events, for so many people", () => {
  limits(rateLimits(1, 100, 100, CONFIDENCE_95), [0.025317807984289897, 5.571643390938898]);
  limits(rateLimits(65, 100, 100, CONFIDENCE_95), [50.163187710459454, 82.849138545939837]);
  limits(rateLimits(65, 52_000, 1000, CONFIDENCE_95), [50.163187710459454 / 52, 82.849138545939837 / 52]);
});

test.each([
  [0, 10, [0, 0.27753279986288925], [0, 0.48847890045346229]],
  [1, 30, [0.0059085903816124466, 0.16670390991409174], [0.0029152206965255612, 0.28911186634477115]],
  [65, 100, [0.55254443296887967, 0.73635751756902468], [0.49549465740704473, 0.77835406140896857]],
  [314, 1243, [0.22924663228529115, 0.27750701658544153], [0.21651405872610424, 0.29248739593228246]],
  [10, 10, [0.72246720013711075, 1], [0.51152109954653771, 1]],
  [0, 1, [0, 0.793450685622762612], [0, 0.905209098498679531]],
  [1, 1, [0.206549314377237388, 1], [0.094790901501320469, 1]],
  [1, 1_000_000, [1.76524576745371466e-7, 5.66491180431144296e-6], [8.72425841888440544e-8, 1.14621828302440194e-5]],
  [999_999, 1_000_000, [0.999994335088195689, 0.999999823475423255], [0.999988537817169756, 0.999999912757415811]],
])("Wilson's limits of %i of %i, as the roots of the score equation", (having, of, ...expected) => {
  for (const [confidence, i] of levels) limits(wilsonLimits(having, of, confidence), expected[i]);
});

test.each([
  [20, 10, 0.098737146705389023, [0.89350889038469091, 4.7845524403381043], [0.59174805364415419, 8.0531686430006757]],
  [0, 5, 0.0625, [0, 1.0912791051825465], [0, 2.9810717055349725]],
  [7, 0, 0.015625, [1.4413085188352388, Infinity], [0.59428448255780144, Infinity]],
  [120, 171, 0.0033087986331269039, [0.55097361645282642, 0.89143782733833007], [0.48006903397776194, 1.0180963325137682]],
  [1, 0, 1, [0.025641025641025641, Infinity], [0.001001001001001001, Infinity]],
  [1, 1, 1, [0.0127393670836666163, 78.496835316262998], [0.00050037531277368382, 1998.49987493746091]],
  [1, 40, 3.8198777474462986e-11, [0.000617698208825779815, 0.147518060087688747], [2.44027449027095741e-5, 0.256156131045545747]],
  [300, 240, 0.0110504810819300095, [1.0513308787843959, 1.48749023123191376], [0.953821055242129502, 1.64222787920349413]],
  [3, 3, 1, [0.13393758817773016, 7.4661640067240684], [0.039410765712586175, 25.373777492494676]],
])("the ratio of %i to %i events, as sums of binomial terms give it", (first, second, p, ...expected) => {
  for (const [confidence, i] of levels) {
    const ratio = ratioOfCounts(first, second, confidence)!;
    limits(ratio, expected[i]);
    close(ratio.p, p);
  }
});

test("the ratio of two rates: breast cancer in two groups of women, as R's manual of poisson.test has it", () => {
  const ratio = ratioOfCounts(11, 21, CONFIDENCE_95, [800, 3011])!;
  close(ratio.ratio, (11 / 800) / (21 / 3011));
  limits(ratio, [0.85842640339163967, 4.2772659436540744]);
});

test.each([
  [12, 15, 1000, 2500, 0.114790942908509734, [0.854798707044681936, 4.57685575106546704]],
  [5, 3, 1, 10_000_000, 1.11999916000036e-33, [3242633.93962028047, 107324878.9951878]],
  [1, 3, 10_000_000, 1, 7.99999700000072e-21, [6.34952530602736717e-10, 4.15144077623842859e-7]],
])("the ratio of %i to %i events over %i and %i, however unlike the two are", (first, second, one, other, p, expected) => {
  const ratio = ratioOfCounts(first, second, CONFIDENCE_95, [one, other])!;
  limits(ratio, expected);
  close(ratio.p, p);
});

test("of nothing there is no ratio", () => expect(ratioOfCounts(0, 0, CONFIDENCE_95)).toBeNull());

test.each([
  [56, 70, 48, 80, 0.2, [0.052431472402364878, 0.33387265403690598], [-0.033487253642442379, 0.40181176460263519]],
  [9, 10, 3, 10, 0.6, [0.17052272393450288, 0.80901797353548798], [-0.047622371921410489, 0.85409036307885127]],
  [10, 10, 0, 20, 1, [0.67908603714191467, 1], [0.4142946533652717, 1]],
  [17, 21, 12, 17, 17 / 21 - 12 / 17, [-0.160793809377821551, 0.366739889615871299], [-0.292667142211395254, 0.488443091207100656]],
  [1, 2000, 0, 3000, 0.0005, [-0.000843494519470126317, 0.00282686250326621385], [-0.00270572997359457179, 0.00570370282055283664]],
  [50, 50, 50, 50, 0, [-0.0713475991333587298, 0.0713475991333587298], [-0.160362891042788043, 0.160362891042788043]],
  [0, 20, 0, 10, 0, [-0.27753279986288925, 0.16112515805281939], [-0.48847890045346229, 0.32317041462405513]],
])("the difference of %i of %i and %i of %i, as Newcombe's own table has it", (a, m, b, n, difference, ...expected) => {
  for (const [confidence, i] of levels) {
    const found = differenceOfProportions({ having: a, of: m }, { having: b, of: n }, confidence);
    expect(found.difference).toBeCloseTo(difference, 12);
    limits(found, expected[i]);
  }
});

test("a figure stands to its reference by its limits, which belong to it", () => {
  const within = { lower: 10, upper: 20 };
  expect([9.9, 10, 15, 20, 20.1].map((reference) => standingTo(reference, within))).toEqual(["HIGHER", "SIMILAR", "SIMILAR", "SIMILAR", "LOWER"]);
});

test("two figures differ where the limits leave out their being alike", () => {
  expect(standingByLimits({ lower: 0.5, upper: 0.9 }, 1)).toBe("LOWER");
  expect(standingByLimits({ lower: 0.5, upper: 1 }, 1)).toBe("SIMILAR");
  expect(standingByLimits({ lower: 0.1, upper: 0.2 }, 0)).toBe("HIGHER");
});

test("higher is better or worse by polarity, and neither where nobody says", () => {
  expect(judged("HIGHER", 1)).toBe("BETTER");
  expect(judged("HIGHER", -1)).toBe("WORSE");
  expect(judged("LOWER", -1)).toBe("BETTER");
  expect(judged("LOWER", 0)).toBe("LOWER");
  expect(judged("SIMILAR", 1)).toBe("SIMILAR");
});
