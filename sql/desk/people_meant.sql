-- Who may be called so, kept for the questions of one page.
CREATE TEMPORARY TABLE people_meant AS
SELECT entity_id
FROM entities_named($person);
