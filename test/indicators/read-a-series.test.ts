/** The how-to on series is followed to the letter: each of its questions answers, and partnerships beside each other are those of the area alone. */
import { examplesOf } from "../support/how-to.js";
import { startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;
beforeAll(async () => void (hub = await startHub()));
afterAll(() => hub.close());

test.each(examplesOf("read-a-series").map((example, n) => [n + 1, example] as const))("question %i", async (_, example) => {
  const { data, errors } = await hub.ask(example);
  expect(errors).toBeUndefined();
  for (const answered of Object.values(data as object)) expect(answered).not.toBeNull();
  if (!data.observations) return;
  const compared = data.observations.nodes as { value: string; partnership: { name: string } | null }[];
  expect(compared).toHaveLength(6);
  expect(compared.every(({ partnership }) => partnership !== null)).toBe(true);
  expect(compared.map(({ value }) => Number(value))).toEqual(compared.map(({ value }) => Number(value)).toSorted((a, b) => b - a));
});
