import { Migration } from "@mikro-orm/migrations";
export class GrantsTables extends Migration { override up() {} }
