create index deal_by_amount on deal (stage, coalesce(amount, '-infinity') desc, id desc) where trashed_at is null;
create index deal_organization on deal (organization);
create index history_record on history (record, id);
create unique index organization_name on organization (name) where trashed_at is null;
