-- Finding without a card: triggers keep the pieces that names are found by, for every writer of names; and the keys of
-- names that a program wrote without them.

CREATE OR REPLACE FUNCTION madoguchi_grams(key text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT gram COLLATE "C" FROM (
        SELECT substr(key, place, size) AS gram
        FROM unnest(ARRAY[2, 3]) AS size, generate_series(1, length(key) - size + 1) AS place
    ) AS pieces WHERE strpos(gram, ' ') = 0
$$;

-- For all rows of a statement at once: an import of a whole city is one statement.
CREATE OR REPLACE FUNCTION madoguchi_add_grams() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO patron_gram (gram, kana_order, patron_id)
    SELECT gram, kana_order, id FROM added, madoguchi_grams(search_key) AS gram ORDER BY 1, 2, 3;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_take_grams() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM patron_gram there USING taken, madoguchi_grams(taken.search_key) AS piece
    WHERE there.gram = piece AND there.kana_order = taken.kana_order AND there.patron_id = taken.id;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_change_grams() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM taken JOIN added USING (id)
                   WHERE (taken.search_key, taken.kana_order) <> (added.search_key, added.kana_order)) THEN
        RETURN NULL;
    END IF;
    DELETE FROM patron_gram there USING taken JOIN added USING (id), madoguchi_grams(taken.search_key) AS piece
    WHERE (taken.search_key, taken.kana_order) <> (added.search_key, added.kana_order)
      AND there.gram = piece AND there.kana_order = taken.kana_order AND there.patron_id = taken.id;
    INSERT INTO patron_gram (gram, kana_order, patron_id)
    SELECT gram, added.kana_order, added.id
    FROM taken JOIN added USING (id), madoguchi_grams(added.search_key) AS gram
    WHERE (taken.search_key, taken.kana_order) <> (added.search_key, added.kana_order) ORDER BY 1, 2, 3;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER grams_added AFTER INSERT ON patron
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION madoguchi_add_grams();
CREATE OR REPLACE TRIGGER grams_changed AFTER UPDATE ON patron
    REFERENCING OLD TABLE AS taken NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION madoguchi_change_grams();
CREATE OR REPLACE TRIGGER grams_taken AFTER DELETE ON patron
    REFERENCING OLD TABLE AS taken FOR EACH STATEMENT EXECUTE FUNCTION madoguchi_take_grams();

-- Callers are identified by these keys, so they are checked against what they are made of, as in
-- services/rules/people/registration.py. Not checked are digits of other scripts and, unless strict, what isn't plain
-- kana, since programs know different versions of Unicode.
CREATE OR REPLACE FUNCTION madoguchi_phone_fits(phone text, digits text, last_digits text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN (phone ~ '[^ -~]' OR digits IS NOT DISTINCT FROM nullif(regexp_replace(
            regexp_replace(replace(coalesce(phone, ''), ' ', ''), '^\+81(\(0\))?', '0'), '[^0-9]', '', 'g'), ''))
    AND last_digits IS NOT DISTINCT FROM (CASE WHEN length(digits) >= {phone_end} THEN right(digits, {phone_end}) END);

CREATE OR REPLACE FUNCTION madoguchi_kana_fits(kana text, key text, strict boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN key = regexp_replace(
        translate(
            normalize(regexp_replace(kana, U&'[\FE00-\FE0F\+0E0100-\+0E01EF]', '', 'g'), NFKC),
            'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ',
            'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ'),
        '\s', '', 'g')
    OR NOT strict AND kana ~ '[^ -~ぁ-ゖァ-ヺー・　]';

-- For the worker, which reads no other names: those whose keys are missing or don't fit, and their keys. The condition
-- is the index's.
CREATE OR REPLACE FUNCTION madoguchi_stale_names(most integer)
RETURNS TABLE (id bigint, name text, kana text, alias text, romaji text, phone text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
    PERFORM madoguchi_begin_work();
    RETURN QUERY
        SELECT id, name::text, kana::text, alias::text, romaji::text, phone::text
        FROM patron WHERE {keys_are_stale} ORDER BY id LIMIT most;
{errors_without_detail}END $$;

-- A row whose name changed since stays stale: `keys_of` then doesn't fit it.
CREATE OR REPLACE FUNCTION madoguchi_write_keys(
    ids bigint[], search_keys text[], orders bigint[], kana_keys text[], digits text[], ends text[], made_of text[]
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_work();
    PERFORM set_config('madoguchi.quiet', 'on', true);  -- no value that a desk shows changes
    IF EXISTS (
        SELECT FROM unnest(ids, kana_keys, digits, ends, made_of) AS made (of_patron, caller_kana, all_digits, last_digits, source)
        JOIN patron p ON p.id = made.of_patron
        WHERE NOT (madoguchi_kana_fits(p.kana, made.caller_kana, false)
                   AND madoguchi_phone_fits(p.phone, made.all_digits, made.last_digits)) IS TRUE
          AND made.source = ({keys_made_of})
    ) THEN
        PERFORM madoguchi_refuse('keys are those of their names');
    END IF;
    UPDATE patron SET search_key = made.it, kana_order = made.place, kana_key = made.caller_kana,
                      phone_digits = made.all_digits, phone_end = made.last_digits, keys_of = made.source
    FROM unnest(ids, search_keys, orders, kana_keys, digits, ends, made_of)
        AS made (of_patron, it, place, caller_kana, all_digits, last_digits, source)
    WHERE patron.id = made.of_patron AND {keys_are_stale};
    PERFORM set_config('madoguchi.quiet', 'off', true);
{errors_without_detail}END $$;
