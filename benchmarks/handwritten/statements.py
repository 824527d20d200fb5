"""The SQL, each statement once; pgbench runs the same text."""

COLUMNS = """d.id, d.version, d.name, d.organization, d.amount, d.currency, d.stage, d.probability, d.close_on,
       d.created_at, d.created_by, d.updated_at, d.updated_by, d.trashed_at"""

COUNT_LIMIT = 1000

_COUNT = f"""(select count(*) from (select 1 from deal where stage = $1 and trashed_at is null
        limit {COUNT_LIMIT + 1}) as bounded)"""

_DOCUMENT = """json_build_object(
    'id', d.id, 'version', d.version, 'name', d.name,
    'organization', case when o.id is not null then json_build_object('id', o.id, 'title', o.name) end,
    'amount', case when d.amount is not null
        then json_build_object('amount', d.amount::text, 'currency', d.currency) end,
    'stage', d.stage, 'probability', d.probability::text, 'close_on', d.close_on,
    'created_at', d.created_at, 'created_by', d.created_by, 'updated_at', d.updated_at, 'updated_by', d.updated_by,
    'trashed_at', d.trashed_at)::text"""
"""Made by PostgreSQL: to decode 800 values a page in Python takes longer."""

_LIST = f"""
select {_DOCUMENT} as document, concat_ws(' ', coalesce(d.amount, '-infinity'), d.id) as place, {{count}} as count
from deal d left join organization o on o.id = d.organization
where d.stage = $1 and d.trashed_at is null {{after}}
order by coalesce(d.amount, '-infinity') desc, d.id desc
limit $2"""

FIRST_PAGE = _LIST.format(count=_COUNT, after="")
NEXT_PAGE = _LIST.format(count="null", after="and (coalesce(d.amount, '-infinity'), d.id) < ($3::numeric, $4::uuid)")
COUNT = f"select {_COUNT}"

GET = f"select {COLUMNS} from deal d where d.id = $1"

CREATE = """
with created as (
    insert into deal (name, organization, amount, currency, stage, probability, close_on,
                      created_at, created_by, updated_at, updated_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8, $9)
    returning id
), noted as (
    insert into history (record, at, by, action, changes) select id, $8, $9, 'create', $10 from created
)
select id from created"""

TOKEN = "select account from token where digest = $1 and active"


def change(columns: tuple[str, ...]) -> str:
    """Updates these columns of one deal and notes what they held before, in one statement."""
    places = [f"${number}" for number in range(4, 4 + len(columns))]
    assignments = "".join(f", {column} = {place}" for column, place in zip(columns, places, strict=True))
    befores = ", ".join(f"'{column}', jsonb_build_array(b.{column}, d.{column})" for column in columns)
    return f"""
with before as (
    select id, {", ".join(columns)} from deal where id = $1 and trashed_at is null for update
), changed as (
    update deal d set version = d.version + 1, updated_at = $2, updated_by = $3{assignments}
    from before b where d.id = b.id
    returning {COLUMNS}, jsonb_build_object({befores}) as changes
), noted as (
    insert into history (record, at, by, action, changes) select id, $2, $3, 'change', changes from changed
)
select {COLUMNS} from changed d"""
