/** Tells what is wrong with the numbers of an observation by what the values of its indicator are, and holds returns to it. */
import { Migration } from "@mikro-orm/migrations";

/** Counts are whole and not below none, shares lie within their whole, and a value is what its counts come to. */
export class IndicatorsFiguresThatAgree extends Migration {
  override up(): void {
    const isAnothers = "coalesce((select indicators.viewer_role()), '') not in ('MEMBER', 'APP')";
    const statements = [
      /*
       * What is wrong, as a code of the refusals and the column; null where nothing is. A change and a sum of money may be
       * below zero, and of an average (a rate that is not per so many) nothing is counted.
       * A source rounds: the value has to be what the counts come to at the decimals that it prints. Beyond nine decimals it
       * is a computer's, whose last digits are no one's claim.
       */
      `create function indicators.fault_of_figure(indicator text, qualifier text, value numeric, numerator numeric, denominator numeric) returns text
        language plpgsql stable set search_path = pg_catalog, pg_temp as $$
        declare
          kind text;
          per numeric;
          share numeric;
          rounding numeric := greatest(0.5 * 10::numeric ^ (-scale(value)), 0.000000001);
        begin
          select i.value_type, i.rate_per into kind, per from indicators.indicator i where i.id = indicator and i.known_to is null;
          if not coalesce(kind in ('COUNT', 'PROPORTION') or kind = 'RATE' and per is not null, false) then return null; end if;
          if kind = 'PROPORTION' and (value < 0 or value > 100) then return 'SHARE_OUT_OF_RANGE value'; end if;
          if value < 0 then return 'NEGATIVE_COUNT value'; end if;
          if numerator < 0 then return 'NEGATIVE_COUNT numerator'; end if;
          if denominator < 0 then return 'NEGATIVE_COUNT denominator'; end if;
          if kind = 'COUNT' and qualifier = 'EQ' and value <> trunc(value) then return 'COUNT_NOT_WHOLE value'; end if;
          if numerator <> trunc(numerator) then return 'COUNT_NOT_WHOLE numerator'; end if;
          -- A rate may be per so many kilometres or years of life.
          if kind <> 'RATE' and denominator <> trunc(denominator) then return 'COUNT_NOT_WHOLE denominator'; end if;
          if kind = 'COUNT' or numerator is null or denominator is null then return null; end if;
          if denominator = 0 then return 'COUNTS_DISAGREE value'; end if;
          share := numerator * case kind when 'RATE' then per else 100 end / denominator;
          if qualifier = 'EQ' and abs(value - share) > rounding or qualifier = 'GE' and share < value - rounding or qualifier = 'LE' and share > value + rounding then
            return 'COUNTS_DISAGREE value';
          end if;
          return null;
        end $$`,
      // What is said again stands as it was. In a function of its own: a policy cannot look at the table that it guards.
      `create function indicators.says_again(said_id text, said_version int, indicator text, said_qualifier text, said_value numeric, said_numerator numeric, said_denominator numeric) returns boolean
        language plpgsql stable set search_path = pg_catalog, pg_temp as $$ begin
          return exists (select from indicators.observation f where f.id = said_id and f.version = said_version - 1
            and (f.indicator_id, f.qualifier, f.value::text, f.numerator, f.denominator) is not distinct from (indicator, said_qualifier, said_value::text, said_numerator, said_denominator));
        end $$`,
      `create policy returned_sound on indicators.observation as restrictive for insert with check (
        ${isAnothers} or status = 'WITHDRAWN' or indicators.fault_of_figure(indicator_id, qualifier, value, numerator, denominator) is null
        or version > 1 and indicators.says_again(id, version, indicator_id, qualifier, value, numerator, denominator))`,
      "revoke execute on function indicators.fault_of_figure, indicators.says_again from public",
      "do $$ begin execute format('grant execute on function indicators.fault_of_figure, indicators.says_again to %I', regexp_replace(current_user, '_owner$', '')); end $$",
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
