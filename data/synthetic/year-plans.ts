/** The plans side of the worked year: a PCC area, its partnerships, and the actions and outcomes that its grants are for. */
import { file, type Row, type SyntheticFile } from "./file.js";

/** The financial year that is worked through. */
export const WORKED_YEAR = "2023/24";

/** Where a row comes from: the one invented register, by the day on which it came to say so. */
export function told(day: string): Row {
  return ["document-synthetic-year", "Synthetic", "", day];
}

const BEFORE_THE_YEAR = told("2023-01-10");
const AREA = "pcc-area-synthetic-year";
const PARTNERSHIPS: readonly (readonly [number, string])[] = [[1, "North"], [2, "South"], [3, "East"]];
const YEAR = `FINANCIAL_YEAR ${WORKED_YEAR}`;
const TITLE = "Synthetic register of a worked year of grants";

/** The files in the order in which they load. */
export const yearPlansFiles: readonly SyntheticFile[] = [
  file("plans/documents", "id,publisher,title,kind,period,published_from,published_to,published_note,licence", () => [
    ["document-synthetic-year", "Synthetic publisher", TITLE, "BOARD_REPORT", YEAR, "2023-01-10", "2023-01-10", "Synthetic: nobody published it.", "", ...BEFORE_THE_YEAR],
  ]),
  file("plans/pcc-areas", "id,name,gss_code", () => [[AREA, "Synthetic area of the worked year", "", ...BEFORE_THE_YEAR]]),
  file("plans/partnerships", "id,name,place,pcc_area,gss_code", () =>
    PARTNERSHIPS.map(([p, name]) => [`partnership-synthetic-year-${p}`, `Synthetic ${name} partnership`, `Synthetic place ${name}`, AREA, "", ...BEFORE_THE_YEAR])),
  file("plans/organisations", "id,name,short_name,kind,org_id", () => [
    ["organisation-synthetic-year-office", "Synthetic commissioner's office of the worked year", "", "PCC_OFFICE", "", ...BEFORE_THE_YEAR],
    ["organisation-synthetic-year-council", "Synthetic council of the worked year", "", "COUNCIL", "", ...BEFORE_THE_YEAR],
    ...[1, 2, 3].map((n): Row => [`organisation-synthetic-year-provider-${n}`, `Synthetic provider ${n} of the worked year`, "", "VOLUNTARY", "", ...BEFORE_THE_YEAR]),
  ]),
  file("plans/topics", "id,name,description", () => [["topic-synthetic-year", "Synthetic topic of the worked year", "Synthetic topic, to try the hub on.", ...BEFORE_THE_YEAR]]),
  file("plans/plans", "id,partnership,title,period,vision", () =>
    PARTNERSHIPS.map(([p]) => [`plan-synthetic-year-${p}`, `partnership-synthetic-year-${p}`, `Synthetic plan ${WORKED_YEAR}`, YEAR, "", ...BEFORE_THE_YEAR])),
  file("plans/priorities", "id,plan,number,word,title,topics,continues,summary", () =>
    PARTNERSHIPS.map(([p]) => [`priority-synthetic-year-${p}`, `plan-synthetic-year-${p}`, 1, "PRIORITY", "Synthetic priority 1", "topic-synthetic-year", "", "", ...BEFORE_THE_YEAR])),
  file("plans/actions", "id,plan,priority,work_programme,number,title,outcome", () =>
    PARTNERSHIPS.flatMap(([p]) => [1, 2].map((n): Row => [`action-synthetic-year-${p}-${n}`, `plan-synthetic-year-${p}`, `priority-synthetic-year-${p}`, "", `1.${n}`, `Synthetic action 1.${n}`, "", ...BEFORE_THE_YEAR]))),
  file("plans/outcomes", "id,plan,priority,work_programme,action,position,number,description", () =>
    PARTNERSHIPS.flatMap(([p]) => [1, 2].map((n): Row => [`outcome-synthetic-year-${p}-${n}`, `plan-synthetic-year-${p}`, `priority-synthetic-year-${p}`, "", "", n, n, `Synthetic outcome ${n}`, ...BEFORE_THE_YEAR]))),
  file("plans/pcc-objectives", "id,pcc_area,number,title,summary", () => [["pcc-objective-synthetic-year", AREA, 1, "Synthetic objective of the worked year", "", ...BEFORE_THE_YEAR]]),
  file("plans/pledges", "id,pcc_area,pcc_objective,number,title,summary", () => [["pledge-synthetic-year", AREA, "pcc-objective-synthetic-year", 1, "Synthetic pledge of the worked year", "", ...BEFORE_THE_YEAR]]),
];
