/**
 * The database roles of a service. Its schema belongs to `<prefix>_<service>_owner`, which only migrations take; its
 * questions and writes run as `<prefix>_<service>`, which owns nothing and passes no row that row-level security keeps
 * back. Neither can log in: the hub's login takes one of them on each connection.
 */
import pg from "pg";

/** The names of a service's roles. */
export interface ServiceRoles {
  owner: string;
  service: string;
}

/** The login may not make the roles, and they are not there: somebody else has to. */
export class RolesMissing extends Error {
  constructor(service: string, statements: readonly string[]) {
    super(`The roles of the ${service} service are not in the database, and its login may not make them. Run as a superuser or as a role that may create roles:\n\n${statements.map((each) => `${each};`).join("\n")}\n`);
    this.name = "RolesMissing";
  }
}

/** How the roles of a service are called. */
export function rolesOf(service: string, prefix: string): ServiceRoles {
  return { owner: `${prefix}_${service}_owner`, service: `${prefix}_${service}` };
}

interface State {
  login: string;
  database: string;
  mayMakeRoles: boolean;
  /** Whether the login can grant membership without taking the member's rights by itself. */
  choosesInheritance: boolean;
  roles: string[];
  taken: string[];
  mayMakeSchemas: boolean;
  schemaOwner: string | null;
}

/** Makes what is missing of a service's roles where the login may; otherwise refuses with the statements that somebody else has to run. */
export async function ensureRoles(url: string, service: string, prefix: string): Promise<ServiceRoles> {
  const roles = rolesOf(service, prefix);
  const client = new pg.Client({ connectionString: url, application_name: `partnership-hub ${service} roles`, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    // Roles belong to the whole server: services that start at once, of one hub or two, go one after the other.
    await client.query("select pg_advisory_lock(hashtext('partnership-hub roles'))");
    const state = await stateOf(client, service, roles);
    const statements = missing(state, service, roles);
    if (statements.length) {
      if (!state.mayMakeRoles) throw new RolesMissing(service, statements);
      await client.query("begin");
      try {
        for (const statement of statements) await client.query(statement);
        // What a login may not grant, PostgreSQL grants to nobody and only warns.
        if (missing(await stateOf(client, service, roles), service, roles).length) throw new RolesMissing(service, statements);
        await client.query("commit");
      } catch (error) {
        await client.query("rollback");
        if ((error as { code?: string }).code === "42501") throw new RolesMissing(service, statements);
        throw error;
      }
    }
    return roles;
  } finally {
    await client.end();
  }
}

async function stateOf(client: pg.Client, service: string, roles: ServiceRoles): Promise<State> {
  const { rows } = await client.query<State>(
    `select current_user as login, current_database() as database,
       (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as "mayMakeRoles",
       current_setting('server_version_num')::int >= 160000 as "choosesInheritance",
       array(select rolname::text from pg_roles where rolname = any($1)) as roles,
       array(select rolname::text from pg_roles where rolname = any($1) and pg_has_role(oid, $2)) as taken,
       exists (select from pg_roles where rolname = $3 and has_database_privilege(oid, current_database(), 'CREATE')) as "mayMakeSchemas",
       (select pg_get_userbyid(nspowner)::text from pg_namespace where nspname = $4) as "schemaOwner"`,
    [[roles.owner, roles.service], await membership(client), roles.owner, service],
  );
  return rows[0]!;
}

/** From 16 on membership alone does not let a login take a role. */
async function membership(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>("select case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end as name");
  return rows[0]!.name;
}

function missing(state: State, service: string, { owner, service: role }: ServiceRoles): string[] {
  const quoted = (name: string): string => pg.escapeIdentifier(name);
  const grant = (name: string): string => `grant ${quoted(name)} to ${quoted(state.login)}${state.choosesInheritance ? " with inherit false, set true" : ""}`;
  return [
    ...[owner, role].filter((name) => !state.roles.includes(name)).map((name) => `create role ${quoted(name)} nologin noinherit`),
    ...[owner, role].filter((name) => !state.taken.includes(name)).map(grant),
    ...(state.mayMakeSchemas ? [] : [`grant create on database ${quoted(state.database)} to ${quoted(owner)}`]),
    // A hub from before the roles: its tables change hands, with all that is in them.
    ...(state.schemaOwner !== null && state.schemaOwner !== owner ? [handOver(service, owner)] : []),
  ];
}

/** The schema itself goes last: once it is another's, the login finds nothing in it any more. */
function handOver(schema: string, owner: string): string {
  const [schemaName, ownerName] = [pg.escapeLiteral(schema), pg.escapeLiteral(owner)];
  return `do $$ declare each record; begin
    execute format('grant create on schema %I to %I', ${schemaName}, ${ownerName});
    for each in select c.oid::regclass as name from pg_class c where c.relnamespace = ${schemaName}::regnamespace and c.relkind = 'r' loop
      execute format('alter table %s owner to %I', each.name, ${ownerName});
    end loop;
    for each in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = ${schemaName}::regnamespace loop
      execute format('alter function %s owner to %I', each.name, ${ownerName});
    end loop;
    execute format('alter schema %I owner to %I', ${schemaName}, ${ownerName});
  end $$`;
}
