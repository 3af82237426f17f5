/** Synthetic files of the plans service: partnerships, how they are run, what they plan and what is reported of it. */
import { numbered, padded, upTo, type Extent } from "./extent.js";
import { file, type Row, type SyntheticFile } from "./file.js";
import { plansOf, reference, reportOn, year } from "./sources.js";

/** Topics of each of the four priorities of a plan: ids end with these words. */
const TOPICS = [["prevention"], ["anti-social-behaviour", "young-people"], ["domestic-abuse", "victims"], ["reoffending"]];
const topicOf = (words: string): string => `topic-synthetic-${words}`;
const RATINGS = ["GREEN", "GREEN", "GREEN", "AMBER", "AMBER", "RED", "COMPLETE", "?TO_BE_CONFIRMED: The synthetic report leaves the rating open."];

/** The files in the order in which they load. */
export function plansFiles({ seed, partnerships, areas, years, funds, areaOf, indicatorOf, pick, eachPlan, eachPriority, eachAction }: Extent): SyntheticFile[] {
  const councilOf = (p: number): string => `organisation-synthetic-council-${p}`;
  /** The first priority of a plan has a work programme, the others have none. */
  const workProgrammeOf = (p: number, y: number, n: number): string => (n === 1 ? `work-programme-synthetic-${p}-${y}` : "");

  return [
    file("plans/documents", "id,publisher,title,kind,period,published_from,published_to,published_note,licence", function* () {
      const document = (from: Row, title: string, kind: string, period: string): Row =>
        [from[0]!, "Synthetic publisher", `${title}, seed ${seed}`, kind, period, from[3]!, from[3]!, "Synthetic: nobody published it.", "", ...from];
      yield document(reference, "Synthetic reference data", "BOARD_REPORT", "");
      for (const y of upTo(years)) {
        yield document(plansOf(y), `Synthetic plans for ${year(y)}`, "PARTNERSHIP_PLAN", `FINANCIAL_YEAR ${year(y)}`);
        yield document(reportOn(y), `Synthetic report on ${year(y)}`, "BOARD_REPORT", `FINANCIAL_YEAR ${year(y)}`);
      }
    }),
    file("plans/pcc-areas", "id,name,gss_code", function* () {
      for (const a of upTo(areas)) yield [`pcc-area-synthetic-${a}`, `Synthetic area ${a}`, "", ...reference];
    }),
    file("plans/partnerships", "id,name,place,pcc_area,gss_code", function* () {
      for (const p of upTo(partnerships)) {
        yield [`partnership-synthetic-${p}`, `Synthetic partnership ${padded(p)}`, `Synthetic place ${padded(p)}`, `pcc-area-synthetic-${areaOf(p)}`, "", ...reference];
      }
    }),
    file("plans/organisations", "id,name,short_name,kind,org_id", function* () {
      for (const f of upTo(funds)) yield [numbered("organisation-synthetic", f), `Synthetic commissioner's office ${f}`, "", "PCC_OFFICE", "", ...reference];
      for (const p of upTo(partnerships)) yield [councilOf(p), `Synthetic council ${padded(p)}`, "", "COUNCIL", "", ...reference];
    }),
    file("plans/topics", "id,name,description", function* () {
      for (const words of TOPICS.flat()) yield [topicOf(words), `Synthetic topic: ${words.replaceAll("-", " ")}`, "Synthetic topic, to try the hub on.", ...reference];
    }),
    file("plans/plans", "id,partnership,title,period,vision", function* () {
      for (const { p, y } of eachPlan()) yield [`plan-synthetic-${p}-${y}`, `partnership-synthetic-${p}`, `Synthetic plan ${year(y)}`, `FINANCIAL_YEAR ${year(y)}`, "", ...plansOf(y)];
    }),
    file("plans/rag-levels", "id,plan,position,level,meaning,colour", function* () {
      // The first plan of each partnership has a scheme of its own.
      for (const p of upTo(partnerships)) for (const [i, colour] of ["GREEN", "AMBER", "RED"].entries()) yield [`rag-level-synthetic-${p}-${i + 1}`, `plan-synthetic-${p}-0`, i + 1, `Synthetic level ${i + 1}`, "", colour, ...plansOf(0)];
    }),
    file("plans/priorities", "id,plan,number,word,title,topics,continues,summary", function* () {
      for (const { p, y, n } of eachPriority()) {
        const id = `priority-synthetic-${p}-${y}-${n}`;
        const continues = y > 0 && pick(3, `${id} continues`) > 0 ? `priority-synthetic-${p}-${y - 1}-${n}` : "";
        const title = `Synthetic priority ${n}${pick(2, `${id} title`) ? ` of ${year(y)}` : ""}`;
        yield [id, `plan-synthetic-${p}-${y}`, n, "PRIORITY", title, TOPICS[n - 1]!.map(topicOf).join("; "), continues, "", ...plansOf(y)];
      }
    }),
    file("plans/work-programmes", "id,plan,priority,position,letter,title,title_in_delivery_plan,word_in_delivery_plan,summary,lead_organisations,lead_post,lead_status,leads,supporters", function* () {
      for (const { p, y } of eachPlan()) {
        const id = workProgrammeOf(p, y, 1);
        const title = "Synthetic work programme";
        yield [id, `plan-synthetic-${p}-${y}`, `priority-synthetic-${p}-${y}-1`, 1, "a", title, title, "WORK_PROGRAMME", "", councilOf(p), "Synthetic post", "POST", 1, pick(6, `${id} supporters`), ...plansOf(y)];
      }
    }),
    file("plans/workstreams", "id,plan,priority,relation,position,name", function* () {
      for (const p of upTo(partnerships)) {
        for (const [i, relation] of ["DELIVERED_BY", "LINKED_TO"].entries()) yield [`workstream-synthetic-${p}-${i + 1}`, `plan-synthetic-${p}-0`, `priority-synthetic-${p}-0-1`, relation, 1, `Synthetic workstream ${i + 1}`, ...plansOf(0)];
      }
    }),
    file("plans/actions", "id,plan,priority,work_programme,number,title,outcome", function* () {
      for (const { p, y, n, number, name } of eachAction()) {
        yield [`action-${name}`, `plan-synthetic-${p}-${y}`, `priority-synthetic-${p}-${y}-${n}`, workProgrammeOf(p, y, n), number, `Synthetic action ${number}`, "", ...plansOf(y)];
      }
    }),
    file("plans/projects", "id,action,position,description,target,lead_organisations,lead_post,lead_status", function* () {
      for (const { p, y, number, name } of eachAction()) {
        const [post, status] = pick(5, `project-${name} lead`) ? ["Synthetic post", "POST"] : ["", "TO_BE_CONFIRMED"];
        yield [`project-${name}`, `action-${name}`, 1, `Synthetic project of action ${number}`, "", councilOf(p), post, status, ...plansOf(y)];
      }
    }),
    file("plans/progress-updates", "id,action,project,period,narrative,rag,carry_over", function* () {
      for (const { y, number, name } of eachAction()) {
        for (const quarter of [2, 4]) {
          const id = `progress-${name}-${quarter}`;
          const carryOver = quarter === 4 && pick(3, `${id} carry over`) ? "CARRIED_OVER" : "NOT_STATED";
          yield [id, `action-${name}`, `project-${name}`, `FINANCIAL_QUARTER ${year(y)} Q${quarter}`, `Synthetic progress of action ${number}`, RATINGS[pick(RATINGS.length, `${id} rating`)]!, carryOver, ...reportOn(y)];
        }
      }
    }),
    file("plans/outcomes", "id,plan,priority,work_programme,action,position,number,description", function* () {
      for (const { p, y, n } of eachPriority()) yield [`outcome-synthetic-${p}-${y}-${n}`, `plan-synthetic-${p}-${y}`, `priority-synthetic-${p}-${y}-${n}`, workProgrammeOf(p, y, n), "", n, n, `Synthetic outcome ${n}`, ...plansOf(y)];
    }),
    file("plans/measure-links", "id,plan,work_programme,outcome,position,measure,indicator,role,polarity", function* () {
      for (const { p, y, n } of eachPriority()) {
        // The last one asks for evidence in words, as in the documents.
        const indicator = n < 4 ? indicatorOf(p, n) : "?NOT_STATED: The synthetic plan asks for evidence in words.";
        yield [`measure-link-synthetic-${p}-${y}-${n}`, `plan-synthetic-${p}-${y}`, workProgrammeOf(p, y, n), `outcome-synthetic-${p}-${y}-${n}`, n, `Synthetic measure ${n}`, indicator, n === 2 ? "PROXY" : "PRIMARY", "", ...plansOf(y)];
      }
    }),
    file("plans/action-areas", "id,plan,priority,action,position,place,instrument,status,started_on,ended_on,summary", function* () {
      for (const p of upTo(partnerships)) yield [`action-area-synthetic-${p}`, `plan-synthetic-${p}-0`, `priority-synthetic-${p}-0-2`, "", 1, `Synthetic place ${padded(p)}`, "PATROL", "PLANNED", "", "", "Synthetic: nobody patrols it.", ...plansOf(0)];
    }),
    file("plans/pcc-objectives", "id,pcc_area,number,title,summary", function* () {
      for (const a of upTo(areas)) for (const n of [1, 2, 3]) yield [`pcc-objective-synthetic-${a}-${n}`, `pcc-area-synthetic-${a}`, n, `Synthetic objective ${n}`, "", ...reference];
    }),
    file("plans/bodies", "id,name,kind,status,tie,partnership,pcc_area,plan,organisation,purpose,duties,meets,lead_post,lead_organisation,lead_status", function* () {
      for (const p of upTo(partnerships)) {
        const body = (name: string, kind: string, meets: string): Row =>
          [`body-synthetic-${p}-${name}`, `Synthetic ${name} ${padded(p)}`, kind, "EXISTS", "OWN", `partnership-synthetic-${p}`, "", `plan-synthetic-${p}-0`, "", "Synthetic: nobody meets in it.", "", meets, "Synthetic post", councilOf(p), "POST", ...plansOf(0)];
        yield body("board", "BOARD", "quarterly");
        yield body("group", "TASK_AND_FINISH_GROUP", "monthly");
      }
    }),
    file("plans/reporting-lines", "id,partnership,from,kind,to_body,to_organisation,subject,frequency", function* () {
      for (const p of upTo(partnerships)) yield [`reporting-line-synthetic-${p}`, `partnership-synthetic-${p}`, `body-synthetic-${p}-group`, "REPORTS_TO", `body-synthetic-${p}-board`, "", "Synthetic progress.", "quarterly", ...plansOf(0)];
    }),
    file("plans/memberships", "id,partnership,body,plan,position,kind,member,organisation,represents,priority,post,post_status", function* () {
      for (const p of upTo(partnerships)) {
        const membership = (position: number, body: string, kind: string, post: string, status: string): Row =>
          [`membership-synthetic-${p}-${position}`, `partnership-synthetic-${p}`, body, `plan-synthetic-${p}-0`, position, kind, `Synthetic council ${padded(p)}`, councilOf(p), "", "", post, status, ...plansOf(0)];
        yield membership(1, "", "RESPONSIBLE_AUTHORITY", "", "NOT_STATED");
        yield membership(2, `body-synthetic-${p}-board`, "CHAIR", "Synthetic post", "POST");
      }
    }),
    file("plans/successions", "id,kind,predecessor_name,predecessor,predecessor_body,successor_name,successor,successor_body,period,summary", function* () {
      for (const p of upTo(partnerships)) yield [`succession-synthetic-${p}`, "REPLACED_BY", `Synthetic former group ${padded(p)}`, "", "", `Synthetic group ${padded(p)}`, "", `body-synthetic-${p}-group`, `FINANCIAL_YEAR ${year(0)}`, "Synthetic: neither was ever there.", ...plansOf(0)];
    }),
    file("plans/statutory-duties", "id,partnership,pcc_area,act,act_section,bearer,lies_on,asks", function* () {
      for (const p of upTo(partnerships)) yield [`statutory-duty-synthetic-${p}`, `partnership-synthetic-${p}`, "", "Synthetic Act", "Synthetic section", "PARTNERSHIP", "Synthetic partnerships", "Synthetic: no Act asks for it.", ...plansOf(0)];
    }),
    file("plans/glossary-terms", "id,partnership,term,kind,stands_for,meaning", function* () {
      // One document holds the terms of all: each is another word.
      for (const p of upTo(partnerships)) yield [`glossary-term-synthetic-${p}`, `partnership-synthetic-${p}`, `Synthetic term ${padded(p)}`, "CONCEPT", "", "Synthetic: it means nothing.", ...plansOf(0)];
    }),
    file("plans/statements", "id,subject,kind,number,title,text", function* () {
      for (const p of upTo(partnerships)) yield [`statement-synthetic-${p}`, `plan-synthetic-${p}-0`, "PRINCIPLE", 1, "Synthetic principle", "Synthetic: nobody states it.", ...plansOf(0)];
    }),
    file("plans/pledges", "id,pcc_area,pcc_objective,number,title,summary", function* () {
      for (const a of upTo(areas)) yield [`pledge-synthetic-${a}`, `pcc-area-synthetic-${a}`, `pcc-objective-synthetic-${a}-1`, 1, "Synthetic pledge", "", ...reference];
    }),
    file("plans/strategies", "id,name,kind,dated,publishers", function* () {
      for (const a of upTo(areas)) yield [`strategy-synthetic-${a}`, `Synthetic strategy ${a}`, "STRATEGY", "", "", ...reference];
    }),
    file("plans/strategy-links", "id,subject,strategy,relation,number,text", function* () {
      for (const p of upTo(partnerships)) yield [`strategy-link-synthetic-${p}`, `plan-synthetic-${p}-0`, `strategy-synthetic-${areaOf(p)}`, "SUPPORTS", 1, "Synthetic: nobody says so.", ...plansOf(0)];
    }),
    file("plans/engagement-forums", "id,partnership,plan,name,kind,purpose,frequency,open_to,count,count_qualifier", function* () {
      for (const p of upTo(partnerships)) yield [`engagement-forum-synthetic-${p}`, `partnership-synthetic-${p}`, `plan-synthetic-${p}-0`, "Synthetic forum", "FORUM", "", "", "", "", "", ...plansOf(0)];
    }),
    file("plans/publication-channels", "id,plan,number,kind,name,carries,place,languages", function* () {
      for (const p of upTo(partnerships)) yield [`publication-channel-synthetic-${p}`, `plan-synthetic-${p}-0`, 1, "WEBSITE", "Synthetic website", "", "", "", ...plansOf(0)];
    }),
  ];
}
