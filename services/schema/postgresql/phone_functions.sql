-- How tries of callers count (desk/checks.sql makes them).

CREATE OR REPLACE FUNCTION madoguchi_fact(told text, registered text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN CASE WHEN told IS NULL THEN NULL WHEN told = registered THEN 'ok' ELSE 'ng' END;

-- A miss counts for a while, and the one with which too many count at once closes for as long: the same as
-- services/rules/people/identity_tries.py.
CREATE OR REPLACE FUNCTION madoguchi_tries(
    misses timestamptz[], moment timestamptz, most integer, span interval, OUT tries_left integer, OUT opens timestamptz
)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN shut THEN 0 ELSE most - recent END, CASE WHEN shut THEN newest + span END
    FROM (
        SELECT newest, recent, coalesce(newest + span > moment AND before_newest >= most, false) AS shut
        FROM (SELECT max(made) AS newest FROM unnest(misses) AS made) AS last_one,
             LATERAL (SELECT count(*) FILTER (WHERE made > newest - span)::integer AS before_newest,
                             count(*) FILTER (WHERE made > moment - span)::integer AS recent
                      FROM unnest(misses) AS made) AS counted
    ) AS judged
$$;

-- The misses of one patron, by number and without, whoever asked.
CREATE OR REPLACE FUNCTION madoguchi_misses_of(patron bigint, since timestamptz) RETURNS timestamptz[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT array_agg(at) FROM (
        SELECT at FROM identity_check WHERE patron_id = patron AND outcome = 'failed' AND at > since
        UNION ALL
        SELECT at FROM identity_miss WHERE patron_id = patron AND at > since
    ) AS made
$$;

-- What a try would meet that means these patrons: how many more may miss, of the patrons and of the login; from when
-- the next is possible, where none is now; and whether it is the login alone that is closed.
CREATE OR REPLACE FUNCTION madoguchi_standing(
    meant bigint[], by_staff text, moment timestamptz,
    OUT left_of_patrons integer, OUT left_of_login integer, OUT opens_at timestamptz, OUT of_login boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    most CONSTANT integer := {number identity_misses};
    most_of_login CONSTANT integer := {number identity_misses_of_login};
    span CONSTANT interval :=
        make_interval(mins => {number identity_misses_minutes});
    patrons_open timestamptz;
    login_opens timestamptz;
BEGIN
    SELECT min(it.tries_left), max(it.opens) INTO left_of_patrons, patrons_open
    FROM unnest(meant) AS who, LATERAL madoguchi_tries(madoguchi_misses_of(who, moment - 2 * span), moment, most, span) AS it;
    SELECT it.tries_left, it.opens INTO left_of_login, login_opens
    FROM madoguchi_tries(
        ARRAY(SELECT at FROM identity_check
              WHERE staff_id = by_staff AND outcome = 'failed' AND at > moment - 2 * span),
        moment, most_of_login, span) AS it;
    opens_at := greatest(patrons_open, login_opens);
    of_login := patrons_open IS NULL AND login_opens IS NOT NULL;
END $$;
