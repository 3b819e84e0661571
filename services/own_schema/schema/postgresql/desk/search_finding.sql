-- Finds the same patrons as services/own_schema/search/search_statement.py on SQLite, which explains the method; a test compares
-- both. No login calls these functions; they run within madoguchi_answer_search, with its settings: another search path
-- for each would cost more than what it does.

-- Texts as LIKE finds them anywhere, in an array of the same form.
CREATE OR REPLACE FUNCTION madoguchi_anywhere(texts text[]) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    made text[] := texts;
BEGIN
    FOR way IN 1 .. coalesce(array_length(texts, 1), 0) LOOP
        FOR term IN 1 .. array_length(texts, 2) LOOP
            made[way][term] := '%' || regexp_replace(texts[way][term], '([\\%_])', '\\\1', 'g') || '%';
        END LOOP;
    END LOOP;
    RETURN made;
END $$;

-- Which of several parts, from 0, a name begins with; of none, how many there are.
CREATE OR REPLACE FUNCTION madoguchi_place_of_several(key text, begun_anywhere text[]) RETURNS integer
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    FOR term IN 1 .. array_length(begun_anywhere, 2) LOOP
        IF key LIKE ANY (begun_anywhere[:][term:term]) THEN
            RETURN term - 1;
        END IF;
    END LOOP;
    RETURN array_length(begun_anywhere, 2);
END $$;

-- The same of one part or none, too, for which no function is called: the server puts this into what asks.
CREATE OR REPLACE FUNCTION madoguchi_place(key text, begun_anywhere text[]) RETURNS integer
LANGUAGE sql IMMUTABLE
RETURN CASE
    WHEN cardinality(begun_anywhere) = 0 THEN 0
    WHEN array_length(begun_anywhere, 2) > 1 THEN madoguchi_place_of_several(key, begun_anywhere)
    WHEN key LIKE ANY (begun_anywhere) THEN 0
    ELSE 1
END;

-- How many patrons a piece has, as far as it matters.
CREATE OR REPLACE FUNCTION madoguchi_size(piece text, enough integer) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT count(*) FROM (SELECT FROM patron_gram g WHERE g.gram = piece LIMIT enough) AS few);
END $$;

-- The first by kana of those who have a piece and all others, and of whom every text is true. It goes through the
-- piece's patrons in their order, asks for another piece of each, then for further ones, and reads only patrons that
-- have them all. The plan is the same for every search.
CREATE OR REPLACE FUNCTION madoguchi_through_few(
    piece text, another text, further text[], lowest bigint, highest bigint, anywhere text[]
) RETURNS bigint[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT g.patron_id FROM patron_gram g JOIN patron p ON p.id = g.patron_id
        WHERE g.gram = piece AND g.kana_order BETWEEN lowest AND highest
          AND (another IS NULL OR EXISTS (
              SELECT FROM patron_gram too
              WHERE too.gram = another AND too.kana_order = g.kana_order AND too.patron_id = g.patron_id))
          AND (cardinality(further) = 0 OR cardinality(further) = (
              SELECT count(*) FROM patron_gram too
              WHERE too.gram = ANY (further) AND too.kana_order = g.kana_order AND too.patron_id = g.patron_id))
          AND p.search_key LIKE ALL (anywhere)
          AND EXISTS (SELECT FROM card c WHERE c.patron_id = g.patron_id AND c.status <> 'retired')
        ORDER BY g.kana_order, g.patron_id LIMIT {most_shown} + 1
    );
END $$;

-- The same where a piece has many patrons: it goes through those of another piece beside them, both in their order,
-- which is quicker than to ask for it thousands of times. OFFSET keeps all else out of that merge.
CREATE OR REPLACE FUNCTION madoguchi_through_many(
    piece text, another text, further text[], lowest bigint, highest bigint, anywhere text[]
) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET enable_nestloop = off SET enable_hashjoin = off SET enable_sort = off AS $$
BEGIN
    RETURN ARRAY(
        SELECT g.patron_id
        FROM (SELECT one.kana_order, one.patron_id
              FROM patron_gram one JOIN patron_gram too USING (kana_order, patron_id)
              WHERE one.gram = piece AND one.kana_order BETWEEN lowest AND highest
                AND too.gram = another AND too.kana_order BETWEEN lowest AND highest
              ORDER BY one.kana_order, one.patron_id OFFSET 0) AS g
        WHERE (cardinality(further) = 0 OR cardinality(further) = (
              SELECT count(*) FROM patron_gram more
              WHERE more.gram = ANY (further) AND more.kana_order = g.kana_order AND more.patron_id = g.patron_id))
          AND (SELECT p.search_key LIKE ALL (anywhere) FROM patron p WHERE p.id = g.patron_id)
          AND (SELECT count(*) FROM card c WHERE c.patron_id = g.patron_id AND c.status <> 'retired') > 0
        ORDER BY g.kana_order, g.patron_id LIMIT {most_shown} + 1
    );
END $$;

CREATE OR REPLACE FUNCTION madoguchi_through(
    piece text, others text[], lowest bigint, highest bigint, anywhere text[]
) RETURNS bigint[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF cardinality(others) > 0 AND madoguchi_size(piece, {size_that_is_few}) = {size_that_is_few} THEN
        RETURN madoguchi_through_many(piece, others[1], others[2:], lowest, highest, anywhere);
    END IF;
    RETURN madoguchi_through_few(piece, others[1], others[2:], lowest, highest, anywhere);
END $$;

-- The pieces that a way's parts are looked up by, the ends of each; that of the fewest patrons first.
CREATE OR REPLACE FUNCTION madoguchi_pieces(parts text[]) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    pieces CONSTANT text[] := ARRAY(
        SELECT DISTINCT piece FROM unnest(parts) AS part,
               LATERAL (VALUES (left(part, {longest_piece})), (right(part, {longest_piece}))) AS ends (piece));
BEGIN
    IF cardinality(pieces) = 1 THEN
        RETURN pieces;
    END IF;
    RETURN ARRAY(SELECT piece FROM unnest(pieces) AS piece ORDER BY madoguchi_size(piece, {size_that_is_enough}));
END $$;

-- The first by kana of some, each once.
CREATE OR REPLACE FUNCTION madoguchi_first(ids bigint[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT p.id FROM patron p WHERE p.id = ANY (ids) ORDER BY p.kana_order, p.id LIMIT {most_shown} + 1
    );
END $$;

-- The patrons of a birth date or a telephone number: few, whose names are compared.
CREATE OR REPLACE FUNCTION madoguchi_found_by_facts(
    born date, digits text, last_digits text, anywhere text[], begun_anywhere text[]
) RETURNS bigint[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT p.id
        FROM (
            SELECT id FROM patron WHERE phone_digits = digits
            UNION ALL SELECT id FROM patron WHERE digits IS NULL AND birth_date = born
            UNION ALL SELECT id FROM patron WHERE digits IS NULL AND born IS NULL AND phone_end = last_digits
        ) AS few JOIN patron p ON p.id = few.id
        WHERE (born IS NULL OR p.birth_date = born) AND (last_digits IS NULL OR p.phone_end = last_digits)
          AND (cardinality(anywhere) = 0 OR NOT EXISTS (
              SELECT FROM generate_subscripts(anywhere, 2) AS term
              WHERE NOT p.search_key LIKE ANY (anywhere[:][term:term])))
          AND EXISTS (SELECT FROM card c WHERE c.patron_id = p.id AND c.status <> 'retired')
        ORDER BY madoguchi_place(p.search_key, begun_anywhere), p.kana_order, p.id LIMIT {most_shown} + 1
    );
END $$;

-- The patrons that the parts of names mean: the first by kana, and where there are more, the first whose surname begins
-- with each of the parts. A part's are looked for only if they may not be among the first already.
CREATE OR REPLACE FUNCTION madoguchi_found_by_names(
    parts text[], begun text[], lowest bigint[], highest bigint[], anywhere text[], begun_anywhere text[]
) RETURNS bigint[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    ways CONSTANT integer := array_length(parts, 1);
    terms CONSTANT integer := array_length(parts, 2);
    own text[];
    texts text[];
    mark text;
    through text;
    anybody bigint[] := '{}';
    whom bigint[];
    begin_so bigint[];
BEGIN
    FOR way IN 1 .. ways LOOP
        own := madoguchi_pieces(parts[way:way][:]);
        anybody := anybody || madoguchi_through(own[1], own[2:], 0, {last_order},
                                                ARRAY(SELECT unnest(anywhere[way:way][:])));
    END LOOP;
    IF ways > 1 THEN
        anybody := madoguchi_first(anybody);
    END IF;
    whom := anybody;
    IF cardinality(anybody) <= {most_shown} THEN
        RETURN whom;
    END IF;
    FOR term IN 1 .. terms LOOP
        CONTINUE WHEN {most_shown} < (
            SELECT count(*) FROM patron p
            WHERE p.id = ANY (anybody) AND madoguchi_place(p.search_key, begun_anywhere) < term);
        begin_so := '{}';
        FOR way IN 1 .. ways LOOP
            own := madoguchi_pieces(parts[way:way][:]);
            mark := left(begun[way][term], {longest_piece});
            through := mark;
            IF length(begun[way][term]) > {longest_piece} AND madoguchi_size(mark, {size_that_is_few}) = {size_that_is_few} THEN
                through := own[1];
            END IF;
            texts := ARRAY(SELECT unnest(anywhere[way:way][:]));
            texts[term] := begun_anywhere[way][term];
            begin_so := begin_so || madoguchi_through(through, array_remove(mark || own, through), lowest[way][term],
                                                      highest[way][term], texts);
        END LOOP;
        whom := whom || CASE WHEN ways > 1 THEN madoguchi_first(begin_so) ELSE begin_so END;
    END LOOP;
    RETURN ARRAY(
        SELECT p.id FROM patron p WHERE p.id = ANY (whom)
        ORDER BY madoguchi_place(p.search_key, begun_anywhere), p.kana_order, p.id LIMIT {most_named}
    );
END $$;
