/** Synthetic files of street-level crime in the form in which data.police.uk publishes them: no record of them was ever made by anybody. */
import { drawn } from "./drawn.js";

/** A record as far as it is counted. */
export interface StreetRecord {
  /** As printed: `Fenland 001A`; empty where the record gives no place. */
  smallArea: string;
  type: string;
}

/** The types of crime as published since 2013. */
export const STREET_TYPES = [
  "Violence and sexual offences", "Anti-social behaviour", "Criminal damage and arson", "Other theft", "Bicycle theft", "Vehicle crime", "Public order", "Burglary", "Shoplifting",
  "Drugs", "Other crime", "Theft from the person", "Robbery", "Possession of weapons",
] as const;

/** The columns of such a file, in their order. */
export const STREET_COLUMNS_MADE = ["Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code", "LSOA name", "Crime type", "Last outcome category", "Context"] as const;

const PIECE_CHARACTERS = 256 * 1024;
const STREETS = ["Sandpiper Close", "Station Road", "Supermarket", "Parking Area", "High Street", "Church Lane", "Petrol Station", "Shopping Area"];
const OUTCOMES = ["Under investigation", "Investigation complete; no suspect identified", "Unable to prosecute suspect", "Status update unavailable", "Local resolution"];

/** A file of the records, made as it is read: memory does not grow with it. */
export function* streetCrimeFile(force: string, month: string, records: Iterable<StreetRecord>): Generator<Buffer> {
  let piece = `${STREET_COLUMNS_MADE.join(",")}\r\n`;
  let n = 0;
  for (const { smallArea, type } of records) {
    n++;
    const at = drawn(n, "street", 1_000_000);
    const digits = String(at).padStart(6, "0");
    // Incidents carry no id, and what gives no place has neither a point nor an area.
    const incident = type === "Anti-social behaviour";
    const id = incident ? "" : (at.toString(16).padStart(8, "0") + n.toString(16).padStart(8, "0")).repeat(4);
    const place = smallArea === "" ? ",,No Location,," : `-0.${digits},52.${digits},On or near ${STREETS[at % STREETS.length]},E01${digits.slice(1)}1,${smallArea}`;
    piece += `${id},${month},${force},${force},${place},${type},${incident ? "" : OUTCOMES[at % OUTCOMES.length]},\r\n`;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield Buffer.from(piece);
    piece = "";
  }
  yield Buffer.from(piece);
}

/** So many records in the districts, drawn by the seed: four of a hundred give no place, and one lies elsewhere. */
export function* drawnRecords(seed: number, count: number, districts: readonly string[]): Generator<StreetRecord> {
  const letters = "ABCDEF";
  for (let n = 0; n < count; n++) {
    const at = drawn(seed + n, "record", 1_000_000);
    const place = at % 100;
    const district = place === 4 ? "Synthetic elsewhere" : districts[(at >> 3) % districts.length]!;
    const smallArea = place < 4 ? "" : `${district} ${String(1 + ((at >> 5) % 20)).padStart(3, "0")}${letters[(at >> 7) % letters.length]}`;
    yield { smallArea, type: STREET_TYPES[(at >> 9) % STREET_TYPES.length]! };
  }
}
