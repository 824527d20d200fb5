create table account (id uuid primary key, email text not null unique);

create table token (
    digest bytea primary key,
    account uuid not null references account,
    active boolean not null default true
);

create table organization (
    id uuid primary key default uuidv7(),
    name text not null,
    trashed_at timestamptz
);

create table deal (
    id uuid primary key default uuidv7(),
    version integer not null default 1,
    name text not null,
    organization uuid references organization,
    amount numeric,
    currency text,
    stage text,
    probability numeric,
    close_on date,
    created_at timestamptz not null,
    created_by uuid,
    updated_at timestamptz not null,
    updated_by uuid,
    trashed_at timestamptz
);

create table history (
    id bigint generated always as identity primary key,
    record uuid not null,
    at timestamptz not null,
    by uuid,
    action text not null,
    changes jsonb not null
);
