create table meta (key text primary key, value text not null) without rowid;

create table made_with (          -- what results were made with (Provenance, as JSON)
    key text primary key,         -- sha256 of what of it changes results
    content text not null
) without rowid;

create table files (              -- hashes, so that a file that is unchanged is not read again to know it
    path blob primary key,        -- as the system has it
    size integer not null,
    mtime_ns integer not null,
    sha256 text not null
) without rowid;

create table reports (
    id text primary key,          -- also the name of its folder in reports/
    number integer not null,      -- order in which reports were found
    name text not null,
    origin text not null,
    content text not null unique, -- sha256 of its files' hashes
    agency_given text,            -- by a manifest
    year_given integer,
    state text not null,
    tries integer not null default 0,
    begun text,                   -- of the last try, UTC
    ended text,
    seconds real,
    result text,                  -- sha256 of report.json, null where there is none
    made_with text references made_with,  -- where there is no result: what it failed with
    agency text,                  -- as read
    year integer,
    pages integer,
    lost integer,                 -- pages that could not be read
    "values" integer,
    doubtful integer,             -- values to be checked
    findings integer,
    cause text,                   -- of the failure: see failures.py
    retryable integer,
    error text
) without rowid;

create table report_files (
    report text not null references reports,
    number integer not null,
    path blob not null,
    sha256 text,                  -- null where it could not be read
    primary key (report, number)
) without rowid;
create index report_files_by_path on report_files (path);

create table quarantine (         -- pages that could not be read
    report text not null references reports,
    number integer not null,
    file text,
    page integer,
    cause text not null,
    retryable integer not null,
    error text not null,
    command text not null,        -- repeats it
    primary key (report, number)
) without rowid;

create table twins (              -- found again with the same content: not read
    path blob primary key,
    report text not null references reports
) without rowid;

create table left_out (           -- found, and no page of a report
    path blob primary key,
    why text not null,
    minor integer not null
) without rowid;
