import { Migration } from "@mikro-orm/migrations";
export class IndicatorsTables extends Migration { override up() {} }
