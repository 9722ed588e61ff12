"""The queries of the summary: every number on it is an answer of one of these."""

from __future__ import annotations

from collections.abc import Mapping

_DENIED, _UNAVAILABLE, _UNPROCESSED = "denied_%", "unavailable_%", "unprocessed_%"


def _sum_like(pattern: str) -> str:
    return f"coalesce(sum(value) filter (where \"row\" like '{pattern}'), 0)"


def _sum(row: str) -> str:
    return f"coalesce(sum(value) filter (where \"row\" = '{row}'), 0)"


QUERIES: Mapping[str, str] = {
    "whole": """select count(*) as reports, coalesce(sum(pages), 0) as pages,
  coalesce(sum(pages_lost), 0) as pages_lost, coalesce(sum("values"), 0) as "values",
  coalesce(sum(doubtful), 0) as to_check,
  count(*) filter (where doubtful = 0 and pages_lost = 0) as accepted_whole, count(distinct agency) as agencies
from reports""",
    "by_year": """select year, count(*) as reports, sum(pages) as pages,
  sum("values") as "values", sum(doubtful) as to_check,
  round(100.0 * sum(doubtful) / nullif(sum("values"), 0), 2) as percent
from reports group by year order by year nulls last""",
    "by_doubt": """select code, count(*) as "values" from
  (select unnest(string_split(doubts, ' ')) as code from cells where status = 'review' and doubts <> '')
group by code order by 2 desc, 1""",
    "by_quality": """select case when error is not null then 'not read'
  when text_layer = 'visible' then 'born digital'
  when dpi is null then 'resolution unknown' when dpi < 150 then 'under 150 dpi' when dpi < 250 then '150 to 249 dpi'
  when dpi < 350 then '250 to 349 dpi' else '350 dpi and more' end as quality,
  count(*) as pages, sum("values") as "values", sum(doubtful) as to_check,
  round(100.0 * sum(doubtful) / nullif(sum("values"), 0), 2) as percent
from pages group by 1 order by 1""",
    "by_agency": """select agency, count(*) as reports, sum("values") as "values", sum(doubtful) as to_check,
  round(100.0 * sum(doubtful) / nullif(sum("values"), 0), 2) as percent
from reports group by agency order by percent desc nulls last, agency""",
    "inconsistencies": """select scope, about, code, count(*) as findings, count(distinct report) as reports
from findings group by 1, 2, 3 order by 1, 4 desc, 3""",
    "applicants": """select year, column_label as applicant, coalesce(sum(value), 0) as requests from cells
where form = 'requests' and "row" = 'new_received' and "column" <> 'total' and year is not null
group by 1, 2 order by 1, 2""",
    "outcomes": f"""select year,
  {_sum("granted_in_full")} as granted_in_full, {_sum("granted_in_part")} as granted_in_part,
  {_sum_like(_DENIED)} as denied, {_sum_like(_UNAVAILABLE)} as unavailable, {_sum_like(_UNPROCESSED)} as unprocessed,
  {_sum_like("other_%")} as other, {_sum("results_total")} as decided
from cells where form = 'requests' and "column" = 'total' and year is not null group by year order by year""",
    "carried": f"""select year, {_sum("carried_in")} as carried_in, {_sum("carried_out")} as carried_out
from cells where form = 'requests' and "column" = 'total' and year is not null group by year order by year""",
    "across": """select report, agency, year, about, code, message, message_zh, other_report from findings
where scope = 'archive' order by code, agency, year, report""",
    "queue": """select q.report, q.agency, q.year, q.row_label, q.column_label, q.text, q.doubts, q.page, q.picture
from review_queue q order by q.agency, q.year, q.report, q.form, q."row", q."column\"""",
    "reports": """select report, agency, year, pages, pages_lost, "values", doubtful as to_check, findings, source
from reports order by agency, year, report""",
}
