with wanted as (
    select uuidv7() as id, s.*, o.id as organization_id
    from deal_staging s left join organization o on o.name = s.organization and o.trashed_at is null
), created as (
    insert into deal (id, name, organization, amount, currency, stage, probability, close_on,
                      created_at, created_by, updated_at, updated_by)
    select id, name, organization_id, amount, $3, stage, probability, close_on, $1, $2, $1, $2 from wanted
)
insert into history (record, at, by, action, changes)
select id, $1, $2, 'create', jsonb_build_object(
    'name', jsonb_build_array(null, name), 'organization', jsonb_build_array(null, organization_id),
    'amount', jsonb_build_array(null, jsonb_build_object('amount', amount::text, 'currency', $3::text)),
    'stage', jsonb_build_array(null, stage), 'probability', jsonb_build_array(null, probability::text),
    'close_on', jsonb_build_array(null, close_on))
from wanted
