/** A gap noted apart from a row: why a list is empty or incomplete, or what is doubtful about a value that is there. */
import { Entity } from "@mikro-orm/decorators/legacy";
import { NotedGapColumns } from "../document/document.js";

/** A gap noted on a thing's list or value. Shown in the `gaps` of the thing and of the list. */
@Entity({ tableName: "noted_gap", schema: "grants" })
export class NotedGap extends NotedGapColumns {}
