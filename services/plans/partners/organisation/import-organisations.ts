/** Imports organisations. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Organisation, OrganisationKind } from "./organisation.js";

/** A file of organisations. */
export const importOrganisations: ImportDeclaration = {
  noun: Organisation,
  owner: owned.byNobody,
  columns: {
    id: cells.id("id", "organisation"),
    name: cells.name("name"),
    short_name: cells.name("short_name", { presence: "OPTIONAL" }),
    kind: cells.code("kind", OrganisationKind),
    org_id: cells.name("org_id", { presence: "STATED" }),
  },
};
