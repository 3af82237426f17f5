import { Migration } from "@mikro-orm/migrations";
export class PlansTables extends Migration { override up() {} }
