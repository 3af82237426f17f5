/** Ends a test or a hook that does not end by itself: the runner of the tests waits for ever. */
const WITHIN_MS = Number(process.env.TEST_WITHIN_MS ?? 300_000);

const inTime =
  (work, withinMs = WITHIN_MS) =>
  (...given) => {
    let timer;
    const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`Not done within ${withinMs} ms.`)), withinMs)));
    return Promise.race([Promise.resolve(work(...given)), late]).finally(() => clearTimeout(timer));
  };

const { test: plain } = globalThis;
const timed = (name, work, withinMs) => plain(name, inTime(work, withinMs));
const each =
  (of) =>
  (...table) =>
  (name, work, withinMs) =>
    of(...table)(name, inTime(work, withinMs));
globalThis.test = Object.assign(timed, { each: each(plain.each), only: (name, work, withinMs) => plain.only(name, inTime(work, withinMs)), skip: plain.skip, todo: plain.todo });
globalThis.it = globalThis.test;
for (const hook of ["beforeAll", "afterAll", "beforeEach", "afterEach"]) {
  const of = globalThis[hook];
  globalThis[hook] = (work, withinMs) => of(inTime(work, withinMs));
}
